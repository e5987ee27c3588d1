/// OpenCL devices: what there is, whether it is right, and which tiles it is fastest with.
@NullMarked
package dev.gatun.bench.device;

import org.jspecify.annotations.NullMarked;
