package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A policy of a dozen globs compiles to thousands of sets of their labels: where these shared a few
 * hashes, a check took half a minute.
 */
class SpreadTest {

  private static final ImmutableList<Operand> GLOBS =
      IntStream.range(0, 12)
          .mapToObj(i -> Operand.Glob.of("*" + (char) ('a' + i) + "*"))
          .collect(ImmutableList.toImmutableList());

  private static final Rule.Allow ALLOW = new Rule.Allow(GLOBS, ImmutableList.of(), Terms.IN_CODE);

  private static final Rule.Deny DENY = new Rule.Deny(GLOBS, Terms.IN_CODE);

  @Test
  void setsOfLabelsHashApartThoughTheirGlobsFollowOneAnother() {
    assertHashApart(glob -> new Label.Loose(ALLOW, glob));
    assertHashApart(glob -> new Label.Denied(DENY, glob));
  }

  @Test
  void setsOfLabelsHashApartThoughTheirNamesFollowOneAnother() {
    assertHashApart(glob -> new Label.Slot(profile("profile-" + GLOBS.indexOf(glob))));
    assertHashApart(glob -> new Label.Exact(ALLOW, Operand.Name.of("X-" + GLOBS.indexOf(glob))));
    assertHashApart(glob -> new Label.Written(Policies.set("X-" + GLOBS.indexOf(glob), "v")));
    assertHashApart(
        glob ->
            new Label.Brought(
                Carried.brings("X-" + GLOBS.indexOf(glob), "raw", Carried.key("k")), true));
  }

  private static Profile profile(String name) {
    return new Profile(
        name,
        1,
        Optional.empty(),
        Operand.Name.of("X-Slot"),
        Positioned.inCode("raw"),
        ImmutableSet.of(),
        ImmutableSet.of(),
        ImmutableList.of(),
        Position.IN_CODE);
  }

  @Test
  void setsOfGuardsHashApartThoughTheirLengthsFollowOneAnother() {
    assertHashApart(glob -> new Guard.MaxLength(1 + GLOBS.indexOf(glob)));
    assertHashApart(glob -> new Guard.OneOf(ImmutableSet.of(glob.text())));
  }

  @Test
  void equalLabelsHashAlike() {
    Rule.Allow same = new Rule.Allow(GLOBS, ImmutableList.of(), Terms.IN_CODE);

    assertThat(Stream.of(ALLOW, same).map(rule -> new Label.Loose(rule, GLOBS.get(0))).distinct())
        .hasSize(1);
    assertThat(Stream.of(7, 7).map(Guard.MaxLength::new).distinct()).hasSize(1);
  }

  private static void assertHashApart(Function<Operand, Object> element) {
    Set<Object> elements = GLOBS.stream().map(element).collect(ImmutableSet.toImmutableSet());
    assertThat(Sets.powerSet(elements).stream().map(Set::hashCode).distinct().count())
        .isGreaterThan((1L << GLOBS.size()) - 16);
  }
}
