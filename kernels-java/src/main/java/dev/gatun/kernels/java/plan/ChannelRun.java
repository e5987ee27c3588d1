package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.width.Width;
import java.util.ArrayList;
import java.util.List;

/// Consecutive input channels inside one block of the blocked layout.
///
/// @param channel the first one
/// @param count how many
/// @param displacement bytes from a pixel's first channel
record ChannelRun(int channel, int count, long displacement) {
  /// Channels whose products a sum adds before it goes on to the next ones: for each of these
  /// groups, tap by tap, all its channels. So many are a block of the widest vectors; narrower ones
  /// keep the order, that sums have the same bits at every width.
  static final int GROUP = 16;

  /// Channels in the order of sums.
  ///
  /// @param in the input's layout
  /// @param from first channel
  /// @param to one behind the last
  /// @return groups that end at multiples of [#GROUP], each in runs that end where a block does
  static List<List<ChannelRun>> groups(Blocked in, int from, int to) {
    List<List<ChannelRun>> groups = new ArrayList<>();
    for (int first = from; first < to; first = end(first, GROUP, to)) {
      int last = end(first, GROUP, to);
      List<ChannelRun> runs = new ArrayList<>();
      for (int c = first; c < last; c = end(c, Width.LANES, last)) {
        long displacement = c / Width.LANES * in.block() + 4L * (c % Width.LANES);
        runs.add(new ChannelRun(c, end(c, Width.LANES, last) - c, displacement));
      }
      groups.add(runs);
    }
    return groups;
  }

  /// The next multiple of a unit behind a channel, at most the end.
  private static int end(int channel, int unit, int most) {
    return Math.min(most, (channel / unit + 1) * unit);
  }
}
