package dev.gatun.infer;

import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.MaxRoiPool;
import dev.gatun.op.RoiAlign;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of operators that pool regions of pictures.
final class RegionTypes {
  private RegionTypes() {}

  static @Nullable TensorType align(RoiAlign op, Operands in) {
    in.requireIndices(2);
    Dim count = regions(in, 4);
    List<Dim> pictures = in.dims(2);
    if (pictures != null) {
      Dims.requireRank(pictures, 1, "pictures of the regions");
      count = Dims.unify(pictures.get(0), count, "pictures of the regions");
    }
    return pooled(in, count, op.outH(), op.outW());
  }

  static @Nullable TensorType pool(MaxRoiPool op, Operands in) {
    return pooled(in, regions(in, 5), op.outH(), op.outW());
  }

  /// The number of regions, each a row of so many numbers.
  private static Dim regions(Operands in, int width) {
    in.requireFloat(0);
    in.requireSameDType(0, 2);
    List<Dim> rois = in.dims(1);
    if (rois == null) {
      return Dim.UNKNOWN;
    }
    Dims.requireRank(rois, 2, "regions");
    Dims.require(rois.get(1), width, "numbers per region");
    return rois.get(0);
  }

  private static @Nullable TensorType pooled(Operands in, Dim count, int outH, int outW) {
    return in.likeFirst(x -> {
      Dims.requireRank(x, 4, "input");
      return List.of(count, x.get(1), Dim.of(outH), Dim.of(outW));
    });
  }
}
