package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Multiset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One provider's compiled policy: for every possible field name, who owns it and what becomes of
 * it. Immutable, safe for use by several threads; knows no secret. A look-up costs one step for
 * each character of a name.
 */
public final class ProviderPolicy {

  private final int index;
  private final Provider provider;
  private final Automaton<ImmutableSet<Label>> labels;
  private final Automaton<NameVerdict> verdicts;

  /** The verdicts by run, so that a decision looks each up at once. */
  private final Verdict[] byRun;

  private final ImmutableList<Written> writes;
  private final ImmutableList<Requirement> requirements;
  private final ImmutableList<String> mentioned;

  ProviderPolicy(
      int index,
      Provider provider,
      Automaton<ImmutableSet<Label>> labels,
      Automaton<NameVerdict> verdicts,
      ImmutableList<Written> writes,
      ImmutableList<Requirement> requirements,
      ImmutableList<String> mentioned) {
    this.index = index;
    this.provider = provider;
    this.labels = labels;
    this.verdicts = verdicts;
    this.byRun =
        verdicts.outputs().stream()
            .flatMap(verdict -> Stream.of(verdict.plain(), verdict.alias()))
            .toArray(Verdict[]::new);
    this.writes = writes;
    this.requirements = requirements;
    this.mentioned = mentioned;
  }

  /** The provider's name. */
  public String name() {
    return provider.name();
  }

  /** Where its requests go, and nowhere else. */
  public Origin origin() {
    return provider.origin();
  }

  /** Whether its credentials may go without TLS to an address that is no loopback. */
  public boolean cleartext() {
    return provider.cleartext();
  }

  /** Whether a rule injects a credential. */
  public boolean injects() {
    return writes.stream().anyMatch(Written.Injected.class::isInstance);
  }

  /**
   * Who owns a name.
   *
   * @param name in any spelling
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if {@code name} is no token
   */
  public Owner ownerOf(String name) {
    return NameVerdict.owner(labelsOf(name));
  }

  /**
   * All that decides what becomes of a caller's field of this name: the rules and built-in lists of
   * the first line of the language that holds. Empty where no rule names it: default deny.
   *
   * @param name as the caller spells it
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if {@code name} is no token
   */
  public ImmutableList<Cause> deciding(String name) {
    return Explanation.deciding(labelsOf(name), Automaton.isAlias(labels.run(name)));
  }

  /**
   * The rules that write a name, for each request.
   *
   * @param name in any spelling
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if {@code name} is no token
   */
  public ImmutableList<Cause> writing(String name) {
    return Explanation.writing(labelsOf(name));
  }

  /**
   * The names and globs under which fields may leave or are owned, as rules and built-in lists have
   * them: each folded name once, spelled as the rule that names it exactly, else as its list has
   * it; in the order of the folded names. What only a {@code deny} or a rename's source names is
   * not among them.
   */
  public ImmutableList<String> mentioned() {
    return mentioned;
  }

  /**
   * A shortest folded name that matches a pattern and can leave for this provider: passed by a
   * rule, written by the policy or by the transport. Empty is a proof that there is none.
   *
   * @param pattern a field name, or a glob with {@code *} for any run of characters
   * @throws NullPointerException if {@code pattern} is null
   * @throws IllegalArgumentException if {@code pattern} is no token
   */
  public Optional<String> shortestLeaving(String pattern) {
    return shortest(pattern, NameVerdict::mayLeave);
  }

  /**
   * A shortest folded name that matches a pattern and can leave for this provider though no rule
   * names it literally: by a glob, a group or a built-in list. Empty is a proof that there is none.
   *
   * @param pattern a field name, or a glob with {@code *} for any run of characters
   * @throws NullPointerException if {@code pattern} is null
   * @throws IllegalArgumentException if {@code pattern} is no token
   */
  public Optional<String> shortestLeavingUnnamed(String pattern) {
    return shortest(pattern, at -> NameVerdict.mayLeave(at) && !NameVerdict.isNamed(at));
  }

  private Optional<String> shortest(String pattern, Predicate<Set<Label>> condition) {
    if (!Folding.isToken(requireNonNull(pattern, "pattern"))) {
      throw new IllegalArgumentException("no field name or glob (RFC 9110, section 5.1)");
    }
    if (pattern.indexOf('*') < 0) {
      String folded = Folding.fold(pattern);
      return condition.test(labelsOf(folded)) ? Optional.of(folded) : Optional.empty();
    }
    AutomatonBuilder<Boolean> matching = new AutomatonBuilder<>();
    matching.add(pattern, true);
    return Witness.shortest(
        matching.build(), labels, (matches, at) -> !matches.isEmpty() && condition.test(at));
  }

  /**
   * The final seal: whether the fields under policy-owned names on the message that will be written
   * are exactly the decision's, names and values, as a multiset.
   *
   * @param decided what the evaluation decided
   * @param written the message's fields, at the last point before bytes
   * @throws NullPointerException if an argument is null
   */
  public boolean sealHolds(OutboundHead decided, Iterable<Map.Entry<String, String>> written) {
    Multiset<Map.Entry<String, String>> owed = HashMultiset.create();
    for (int i = 0; i < decided.size(); i++) {
      if (isSealed(decided.name(i))) {
        owed.add(Map.entry(decided.name(i), decided.value(i)));
      }
    }
    for (Map.Entry<String, String> field : written) {
      if (isSealed(field.getKey()) && !owed.remove(Map.entry(field.getKey(), field.getValue()))) {
        return false;
      }
    }
    return owed.isEmpty();
  }

  int index() {
    return index;
  }

  boolean encodedSlashPasses() {
    return provider.encodedSlash();
  }

  Automaton<ImmutableSet<Label>> labels() {
    return labels;
  }

  Automaton<NameVerdict> verdicts() {
    return verdicts;
  }

  Verdict verdict(int run) {
    return byRun[run];
  }

  ImmutableList<Written> writes() {
    return writes;
  }

  ImmutableList<Requirement> requirements() {
    return requirements;
  }

  /** The provider's name: the rest is in the policy's file. */
  @Override
  public String toString() {
    return provider.name();
  }

  /** What is no name cannot be owned, and must not be there: it counts as sealed. */
  private boolean isSealed(String name) {
    int run = labels.run(name);
    return run == Automaton.NO_NAME || NameVerdict.owner(labels.output(run)) == Owner.POLICY;
  }

  private ImmutableSet<Label> labelsOf(String name) {
    int run = labels.run(requireNonNull(name, "name"));
    if (run == Automaton.NO_NAME) {
      throw new IllegalArgumentException("no field name (RFC 9110, section 5.1)");
    }
    return labels.output(run);
  }
}
