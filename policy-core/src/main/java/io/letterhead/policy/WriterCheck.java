package io.letterhead.policy;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Finds names that two rules would write into one request. */
final class WriterCheck {

  /** A rule that writes a name. */
  private record Writer(Operand.Name name, Rule rule) {}

  private final ProviderPolicy provider;
  private final List<Problem> problems = new ArrayList<>();

  private WriterCheck(ProviderPolicy provider) {
    this.provider = provider;
  }

  static List<Problem> problems(ImmutableList<ProviderPolicy> providers) {
    List<Problem> problems = new ArrayList<>();
    for (ProviderPolicy provider : providers) {
      WriterCheck check = new WriterCheck(provider);
      check.checkWriters(provider.rules().request());
      check.checkWriters(provider.rules().response());
      problems.addAll(check.problems);
      problems.addAll(RenameCheck.problems(provider.rules().request(), provider.inForce()));
      problems.addAll(RenameCheck.problems(provider.rules().response(), provider.inForce()));
    }
    return problems;
  }

  private void checkWriters(ImmutableList<Rule> rules) {
    ListMultimap<String, Writer> writers = ArrayListMultimap.create();
    for (Rule rule : rules) {
      for (Operand.Name name : provider.rules().writtenBy(rule)) {
        for (Writer other : writers.get(name.name().folded())) {
          OptionalInt both = provider.inForce().both(rule, other.rule());
          if (both.isPresent() && !areAlternatives(rule, other.rule())) {
            problems.add(twoWriters(name, other.rule(), both.getAsInt()));
            break;
          }
        }
        writers.put(name.name().folded(), new Writer(name, rule));
      }
    }
  }

  /** Whether both are an {@code otherwise}: which is said of them as it is. */
  private static boolean areAlternatives(Rule one, Rule other) {
    return one.when() instanceof Condition.Otherwise && other.when() instanceof Condition.Otherwise;
  }

  private Problem twoWriters(Operand.Name written, Rule other, int requestClass) {
    return Problem.error(
        "two-writers",
        written.position(),
        "`"
            + written.text()
            + "` has two writers for `"
            + provider.name()
            + "`"
            + provider.inForce().at(requestClass),
        "the other is `"
            + Cause.of(other).summary()
            + "` at "
            + other.position()
            + "; a field has one writer, so that the order of rules never matters",
        "delete one of the two, or give them conditions that never hold together");
  }
}
