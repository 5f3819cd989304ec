package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * The rows of the behaviour map of the systems around this one that a proxy can meet: each has a
 * test that bears its id, or a reason for which it has none.
 */
final class SystemRowsTest {

  private static final Pattern ID = Pattern.compile("([av]\\d+)[A-Z].*");

  private static final ImmutableList<Class<?>> TESTS =
      ImmutableList.of(
          RequestPathRowsTest.class,
          CallerRowsTest.class,
          TokenRowsTest.class,
          ResponseRowsTest.class,
          FailureRowsTest.class,
          WebAndHealthRowsTest.class,
          VllmRowsTest.class,
          NginxRowsTest.class);

  /** Rows without a test. */
  private static final ImmutableMap<String, String> EXCEPTED =
      ImmutableMap.of("V12", "another program with the check of V3 and V6; nothing of its own");

  private static final ImmutableSortedSet<String> ROWS =
      ImmutableSortedSet.<String>naturalOrder()
          .addAll(rows("A", 40, 53)) // the request's path
          .addAll(rows("A", 60, 71)) // authentication
          .addAll(rows("A", 80, 96)) // the response's path, streams, errors
          .addAll(rows("A", 100, 105)) // web pages and health
          .addAll(rows("V", 1, 19)) // keys of vLLM, and nginx in front
          .build();

  @Test
  void everyRowHasATestOrAReason() {
    assertThat(Sets.union(tested(), EXCEPTED.keySet())).containsExactlyInAnyOrderElementsOf(ROWS);
  }

  @Test
  void noRowHasBoth() {
    assertThat(Sets.intersection(tested(), EXCEPTED.keySet())).isEmpty();
    assertThat(EXCEPTED.values()).noneMatch(String::isBlank);
  }

  @Test
  void everyTestOfTheseClassesBearsAnId() {
    assertThat(methods()).isNotEmpty().allMatch(name -> ID.matcher(name).matches());
  }

  private static Set<String> tested() {
    Set<String> ids = new TreeSet<>();
    for (String method : methods()) {
      Matcher matcher = ID.matcher(method);
      if (matcher.matches()) {
        ids.add(matcher.group(1).toUpperCase(Locale.ROOT));
      }
    }
    return ids;
  }

  private static List<String> methods() {
    return TESTS.stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(SystemRowsTest::isTest)
        .map(Method::getName)
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }

  private static List<String> rows(String letter, int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(i -> letter + i).toList();
  }
}
