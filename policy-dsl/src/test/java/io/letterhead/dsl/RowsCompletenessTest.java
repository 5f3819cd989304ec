package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Every behaviour and every gap that was found at the neighbours has a test that shows ours. */
class RowsCompletenessTest {

  private static final List<Class<?>> ROWS =
      List.of(
          ProviderDataRowsTest.class,
          ForwardedHeadersRowsTest.class,
          PrecedenceRowsTest.class,
          GapsTest.class);

  private static final List<String> REQUIRED =
      Stream.of(
              ids("L", 1, 12),
              ids("L", 20, 44),
              ids("L", 50, 57),
              ids("G", 1, 7),
              ids("G", 9, 9),
              ids("G", 17, 24))
          .flatMap(ids -> ids)
          .toList();

  @Test
  void everyRowHasATestThatSaysOurAnswer() {
    TreeSet<String> tested = new TreeSet<>();
    for (Class<?> rows : ROWS) {
      for (Method method : rows.getDeclaredMethods()) {
        if (isTest(method)) {
          assertThat(method.getName()).matches("[LG][0-9]+_[a-z][A-Za-z0-9]{15,}");
          tested.add(method.getName().substring(0, method.getName().indexOf('_')));
        }
      }
    }

    assertThat(tested).containsExactlyInAnyOrderElementsOf(REQUIRED);
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }

  private static Stream<String> ids(String letter, int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(number -> letter + number);
  }
}
