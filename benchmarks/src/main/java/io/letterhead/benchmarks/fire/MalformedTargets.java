package io.letterhead.benchmarks.fire;

import java.util.ArrayList;
import java.util.List;

/** Request targets that no request line and no {@code :path} may hold, a character a byte. */
final class MalformedTargets {

  /** What makes a target malformed, wherever it stands in the path or the query. */
  private static final List<String> DEFECTS =
      List.of(
          " ",
          "\t",
          "\r",
          "\n",
          "\r\n",
          "\0",
          "\u0001",
          "\u001b",
          "\u007f",
          "\u0080",
          "\u00ff",
          "%",
          "%4g",
          "%zz",
          "\\",
          "\r\nX-Smuggled: 1");

  private static final List<String> PLACES =
      List.of(
          "/model/v1/echo/%s",
          "/model/v1/echo/a%sb",
          "/model/%sv1/echo/a",
          "/model/v1/echo/a?q=%s",
          "/model/v1/echo/a?q=%s&r=1",
          "/model%s");

  private MalformedTargets() {}

  /** So many, in a fixed order; each differs from the others. */
  static List<String> of(int count) {
    List<String> targets = new ArrayList<>();
    for (int i = 0; targets.size() < count; i++) {
      String defect = DEFECTS.get(i % DEFECTS.size());
      String place = PLACES.get(i / DEFECTS.size() % PLACES.size());
      targets.add(place.replace("echo", "echo" + i).replace("%s", defect));
    }
    return targets;
  }
}
