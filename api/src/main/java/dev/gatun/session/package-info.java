/// What stands behind a `Session`: the compile pipeline, the plans it keeps, and the checks of what
/// a caller hands in.
@NullMarked
package dev.gatun.session;

import org.jspecify.annotations.NullMarked;
