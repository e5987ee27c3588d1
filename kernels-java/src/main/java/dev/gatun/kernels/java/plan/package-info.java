/// From graph to steps: layouts, lowering, packing, memory, execution.
@NullMarked
package dev.gatun.kernels.java.plan;

import org.jspecify.annotations.NullMarked;
