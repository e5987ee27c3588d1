/// The typed graph between importer and backend: immutable nodes over named values, NCHW semantics,
/// symbolic dimensions.
@NullMarked
package dev.gatun.graph;

import org.jspecify.annotations.NullMarked;
