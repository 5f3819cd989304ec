package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Any lines as globs, an empty line, any lines as names: automaton, matcher and regular expressions
 * agree which globs match which names. Also asks for names that each glob must match.
 */
@ExtendWith(CorpusRuns.class)
class GlobFuzz {

  private static final int MOST_GLOBS = 5;
  private static final int LONGEST_GLOB = 12;

  @FuzzTest(maxDuration = "10m")
  void globsMatchAsExpressionsDo(FuzzedDataProvider data) {
    String[] parts = data.consumeRemainingAsString().split("\n\n", 2);
    Map<String, Pattern> globs = new LinkedHashMap<>();
    Set<String> names = new TreeSet<>();
    parts[0].lines().limit(MOST_GLOBS).forEach(line -> read(line, globs, names));
    parts[parts.length - 1].lines().limit(20).forEach(names::add);
    AutomatonBuilder<String> builder = new AutomatonBuilder<>();
    globs.keySet().forEach(glob -> builder.add(glob, glob));
    Automaton<ImmutableSet<String>> automaton;
    try {
      automaton = builder.build();
    } catch (AutomatonBuilder.TooManyStatesException refused) {
      assertThat(globs.keySet()).filteredOn(glob -> glob.indexOf('*') >= 0).hasSizeGreaterThan(1);
      return;
    }
    names.forEach(name -> check(name, globs, automaton));
  }

  private static void read(String line, Map<String, Pattern> globs, Set<String> names) {
    String glob = line.substring(0, Math.min(line.length(), LONGEST_GLOB));
    if (!NameLaws.TOKEN.matcher(glob).matches()) {
      assertThatThrownBy(() -> Folding.foldPattern(glob))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    globs.put(glob, expression(glob));
    List.of("", "x", "-a", "a*").forEach(run -> names.add(glob.replace("*", run)));
  }

  private static void check(
      String name, Map<String, Pattern> globs, Automaton<ImmutableSet<String>> automaton) {
    int run = automaton.run(name);
    if (!NameLaws.TOKEN.matcher(name).matches()) {
      assertThat(run).isEqualTo(Automaton.NO_NAME);
      return;
    }
    String folded = NameLaws.folded(name);
    globs.forEach(
        (glob, expression) -> {
          boolean matches = expression.matcher(folded).matches();
          assertThat(Folding.matches(glob, folded)).as("%s by %s", name, glob).isEqualTo(matches);
          assertThat(automaton.output(run).contains(glob))
              .as("%s by the automaton of %s", name, glob)
              .isEqualTo(matches);
        });
  }

  private static Pattern expression(String glob) {
    StringBuilder expression = new StringBuilder();
    for (String literal : glob.split("\\*", -1)) {
      expression
          .append(expression.isEmpty() ? "" : ".*")
          .append("(?:")
          .append(NameLaws.folded(literal))
          .append(')');
    }
    return Pattern.compile(expression.toString());
  }
}
