package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.AffineGrid;
import dev.gatun.op.GridSample;
import dev.gatun.op.Ints;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of operators on sampling grids.
final class GridTypes {
  private GridTypes() {}

  static @Nullable TensorType sample(GridSample op, Operands in) {
    in.requireFloat(1);
    if (op.mode() != GridSample.Mode.NEAREST) {
      in.requireFloat(0);
    }
    return in.likeFirst(x -> {
      Dims.requireRankAtLeast(x, 3, "input");
      List<Dim> grid = in.dims(1);
      if (grid == null) {
        return Dims.unknown(x.size());
      }
      Dims.requireRank(grid, x.size(), "grid");
      Dims.require(grid.getLast(), x.size() - 2, "coordinates per place");
      List<Dim> out = new ArrayList<>();
      out.add(Dims.unify(x.get(0), grid.get(0), "extent on axis 0"));
      out.add(x.get(1));
      out.addAll(grid.subList(1, grid.size() - 1));
      return out;
    });
  }

  static @Nullable TensorType affine(AffineGrid op, Operands in) {
    in.requireFloat(0);
    return in.likeFirst(theta -> {
      Dims.requireRank(theta, 3, "theta");
      Contents contents = in.contents(1);
      Ints size = op.size();
      List<Dim> dims =
          size != null ? Dims.of(size.toArray()) : contents == null ? null : contents.dims();
      if (dims == null) {
        return null;
      }
      if (dims.size() != 4 && dims.size() != 5) {
        throw new InvalidInputException(
            "got size " + Dims.text(dims) + ", required 4 or 5 extents");
      }
      int spatial = dims.size() - 2;
      Dims.require(theta.get(1), spatial, "rows of theta");
      Dims.require(theta.get(2), spatial + 1L, "columns of theta");
      if (size != null) {
        ExtentTypes.requireNotNegative(size, "size");
      }
      List<Dim> out = new ArrayList<>();
      out.add(Dims.unify(theta.get(0), dims.get(0), "batch of theta"));
      out.addAll(dims.subList(2, dims.size()));
      out.add(Dim.of(spatial));
      return out;
    });
  }
}
