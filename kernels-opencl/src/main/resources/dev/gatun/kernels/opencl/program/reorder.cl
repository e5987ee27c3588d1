// Transposes matrices: y[n][r][c] = x[n][c][r], with strides from row to row.
typedef struct {
  int columns, rows;          // of y
  int xStride, xOffset;       // floats from row to row of x, which has `columns` rows
  int yStride, yOffset;
} Turn;

__kernel void turn(INPUT x, GLOBAL y, const Turn s) {
  const int c = get_global_id(0);
  const int r = get_global_id(1);
  const int n = get_global_id(2);
  if (c < s.columns) {
    y[s.yOffset + ((size_t)n * s.rows + r) * s.yStride + c] =
        x[s.xOffset + ((size_t)n * s.columns + c) * s.xStride + r];
  }
}
