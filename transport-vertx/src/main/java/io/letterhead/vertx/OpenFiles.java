package io.letterhead.vertx;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many connections fit into the files that the system lets this process open. */
final class OpenFiles {

  /** For jars, logs, listening sockets, and what event loops need. */
  private static final long KEPT = 64;

  /** A caller's connection, and one to a provider for it. */
  private static final long EACH = 2;

  private OpenFiles() {}

  /** The limits, with fewer connections where more would not fit; many fewer are told of. */
  static Limits fit(Limits limits) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long most = unix.getMaxFileDescriptorCount();
      long open = unix.getOpenFileDescriptorCount();
      int fits = fit(limits.connections(), most, open);
      if (isWorthTelling(limits.connections(), fits)) {
        Log.notice(
            "limits.connections is lowered to "
                + fits
                + ": this process may open "
                + most
                + " files, and a connection needs two");
      }
      return new Limits(limits.fields(), limits.headBytes(), limits.bodyBytes(), fits);
    }
    return limits;
  }

  /** Whether more than a tenth is missing: with less, nobody would do anything about it. */
  static boolean isWorthTelling(int connections, int fits) {
    return fits < connections - connections / 10;
  }

  static int fit(int connections, long most, long open) {
    long fits = (most - Math.min(open, most) - KEPT) / EACH;
    return (int) Math.max(1, Math.min(connections, fits));
  }
}
