package io.letterhead.apache;

import io.letterhead.conformance.WireField;
import io.letterhead.policy.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a safe client does with one attack. */
sealed interface ClientExpectation {

  /** The policy refuses the request, for one of the reasons, and nothing of it is sent. */
  record Refused(Set<Rejection.Reason> reasons) implements ClientExpectation {
    static Refused with(Rejection.Reason... reasons) {
      return new Refused(Set.of(reasons));
    }
  }

  /** HttpClient or the policy refuses the request, and nothing of it is sent. */
  record NotSent() implements ClientExpectation {}

  /** Whatever the end is: nothing but clean requests arrives. */
  record Safe() implements ClientExpectation {}

  /** What is wrong comes after the head: no whole request arrives, and the exchange fails. */
  record BrokenOff() implements ClientExpectation {}

  /**
   * The request arrives clean.
   *
   * @param times how often it arrives, each time clean
   * @param status what the application gets; negative for a failure
   * @param present fields that arrive, each as the one field of its folded name
   * @param absent names of fields that do not arrive
   * @param target the target of the last one; empty if it is not told
   * @param responseAbsent names of fields that do not reach the application
   */
  record Forwarded(
      int times,
      int status,
      List<WireField> present,
      List<String> absent,
      String target,
      List<String> responseAbsent)
      implements ClientExpectation {

    static Forwarded clean() {
      return new Forwarded(1, 200, List.of(), List.of(), "", List.of());
    }

    Forwarded with(String name, String value) {
      return new Forwarded(
          times, status, more(present, new WireField(name, value)), absent, target, responseAbsent);
    }

    Forwarded without(String... names) {
      return new Forwarded(times, status, present, more(absent, names), target, responseAbsent);
    }

    Forwarded to(String otherTarget) {
      return new Forwarded(times, status, present, absent, otherTarget, responseAbsent);
    }

    Forwarded returning(int otherStatus) {
      return new Forwarded(times, otherStatus, present, absent, target, responseAbsent);
    }

    Forwarded failing() {
      return returning(-1);
    }

    Forwarded times(int count) {
      return new Forwarded(count, status, present, absent, target, responseAbsent);
    }

    Forwarded hiding(String... names) {
      return new Forwarded(times, status, present, absent, target, more(responseAbsent, names));
    }

    private static List<String> more(List<String> list, String... others) {
      List<String> all = new ArrayList<>(list);
      all.addAll(List.of(others));
      return List.copyOf(all);
    }

    private static List<WireField> more(List<WireField> list, WireField other) {
      List<WireField> all = new ArrayList<>(list);
      all.add(other);
      return List.copyOf(all);
    }
  }
}
