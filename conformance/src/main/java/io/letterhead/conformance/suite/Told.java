package io.letterhead.conformance.suite;

import java.util.ArrayList;
import java.util.List;

/** Requests of one session, told apart by a parameter that each has in its target. */
final class Told {
  private static final String MARK = "call=";

  private Told() {}

  static List<CallerRequest> apart(List<CallerRequest> requests) {
    List<CallerRequest> told = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      CallerRequest request = requests.get(i);
      char begin = request.target().indexOf('?') < 0 ? '?' : '&';
      told.add(request.to(request.target() + begin + mark(i)));
    }
    return told;
  }

  private static String mark(int call) {
    return MARK + call + ".";
  }

  /** What came of each; what carries no such parameter is in all of them. */
  static List<Exchange> exchanges(
      List<CallerRequest> requests, List<Reply> replies, List<Received> received) {
    List<Exchange> exchanges = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      String mark = mark(i);
      List<Received> own =
          received.stream()
              .filter(m -> m.target().contains(mark) || !m.target().contains(MARK))
              .toList();
      exchanges.add(replies.get(i).exchange(requests.get(i), own));
    }
    return exchanges;
  }
}
