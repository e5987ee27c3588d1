/** {@code gatun zoo}: the networks of a course, listed and written as files. */
@NullMarked
package dev.gatun.bench.zoo;

import org.jspecify.annotations.NullMarked;
