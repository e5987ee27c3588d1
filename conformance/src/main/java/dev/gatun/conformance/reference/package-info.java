/// The oracle: every operator as naive loops in double (integers in long), written from the
/// definition, with no thought of speed and nothing shared with a backend but the operator records
/// and the window formula.
@NullMarked
package dev.gatun.conformance.reference;

import org.jspecify.annotations.NullMarked;
