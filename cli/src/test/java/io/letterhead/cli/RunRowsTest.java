package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedSet;
import io.letterhead.cli.child.SupervisionTest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each row of the behaviour map about supervision (A20 to A30) has a test that bears its id. */
class RunRowsTest {

  private static final Pattern ID = Pattern.compile("(a\\d+)[A-Z].*");

  private static final ImmutableSortedSet<String> ROWS =
      IntStream.rangeClosed(20, 30)
          .mapToObj(i -> "A" + i)
          .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));

  @Test
  void everyRowHasATest() {
    Set<String> tested =
        List.of(RunRowsIT.class, SupervisionTest.class).stream()
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .map(method -> ID.matcher(method.getName()))
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1).toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet());

    assertThat(tested).containsExactlyInAnyOrderElementsOf(ROWS);
  }
}
