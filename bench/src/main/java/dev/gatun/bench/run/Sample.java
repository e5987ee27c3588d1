package dev.gatun.bench.run;

import dev.gatun.Image;
import dev.gatun.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing to run.
 *
 * @param name what to call it
 * @param image the image behind it, or null for tensors
 * @param inputs the model's inputs by name
 * @param label the right class, or null where it is not known
 */
record Sample(
    String name, @Nullable Image image, Map<String, Tensor> inputs, @Nullable Integer label) {}
