/// Abstract test classes that a backend extends, one per operator family, and what they are made
/// of: a grammar of problems, generators, fenced memory and a judge that knows how large an error
/// may be.
@NullMarked
package dev.gatun.conformance.contract;

import org.jspecify.annotations.NullMarked;
