/// OpenCL as this backend sees it: a few interfaces, behind which JOCL stands.
@NullMarked
package dev.gatun.kernels.opencl.cl;

import org.jspecify.annotations.NullMarked;
