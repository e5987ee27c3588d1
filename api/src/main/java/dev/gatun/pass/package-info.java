/// Graph to graph: small, named, pure passes that keep results equal up to float rounding, and the
/// [Optimizer] that runs them to a fixpoint.
@NullMarked
package dev.gatun.pass;

import org.jspecify.annotations.NullMarked;
