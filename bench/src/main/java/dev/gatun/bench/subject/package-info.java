/// What commands measure: files and networks of the zoo, with inputs for them.
@NullMarked
package dev.gatun.bench.subject;

import org.jspecify.annotations.NullMarked;
