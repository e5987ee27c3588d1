/// Fingerprints of results: what is the same on two machines, at two widths, with more threads.
@NullMarked
package dev.gatun.conformance.bits;

import org.jspecify.annotations.NullMarked;
