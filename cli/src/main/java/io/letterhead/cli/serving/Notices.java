package io.letterhead.cli.serving;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.UnusableSecret;

/** What an operator should know of the secrets of a generation; no secret. */
public final class Notices {

  private Notices() {}

  /** A line for each. */
  public static ImmutableList<String> of(PolicyGeneration generation) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    for (UnusableSecret kept : generation.kept()) {
      lines.add(
          "letterhead: warning: secret "
              + kept.secret()
              + " keeps its last good value for provider "
              + kept.provider()
              + ": "
              + kept.reason());
    }
    for (UnusableSecret lost : generation.unusable()) {
      lines.add(
          "letterhead: provider "
              + lost.provider()
              + " answers 503: secret "
              + lost.secret()
              + ": "
              + lost.reason());
    }
    for (String brief : generation.brief()) {
      lines.add(
          "letterhead: warning: secret "
              + brief
              + " is, or holds a part, below 8 bytes: responses are not searched for it");
    }
    return lines.build();
  }
}
