package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Multiset;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One provider's compiled policy: for every possible field name, who owns it and what becomes of
 * it. Immutable, safe for use by several threads; knows no secret. A look-up costs one step for
 * each character of a name.
 */
public final class ProviderPolicy {

  private final int index;
  private final RuleSet rules;
  private final Automaton<ImmutableSet<Label>> labels;
  private final InForce inForce;
  private final ImmutableList<RequestClass> classes;
  private final ImmutableList<Written> writes;
  private final boolean injects;
  private final ImmutableList<String> mentioned;
  private final CallerData.Expected dataKeys;
  private final Optional<FieldName> carrier;
  private final CredentialParameters parameters;

  ProviderPolicy(
      int index,
      RuleSet rules,
      Automaton<ImmutableSet<Label>> labels,
      InForce inForce,
      ImmutableList<RequestClass> classes,
      ImmutableList<Written> writes,
      ImmutableList<String> mentioned,
      CallerData.Expected dataKeys,
      Optional<FieldName> carrier,
      CredentialParameters parameters) {
    this.index = index;
    this.rules = rules;
    this.labels = labels;
    this.inForce = inForce;
    this.classes = classes;
    this.writes = writes;
    this.injects = writes.stream().anyMatch(Written.Injected.class::isInstance);
    this.mentioned = mentioned;
    this.dataKeys = dataKeys;
    this.carrier = carrier;
    this.parameters = parameters;
  }

  /** The provider's name. */
  public String name() {
    return rules.provider().name();
  }

  /** Where its requests go, and nowhere else. */
  public Origin origin() {
    return rules.provider().origin();
  }

  /** What is known of it beforehand; empty where the policy names no profile. */
  public Optional<Profile> profile() {
    return rules.provider().profile();
  }

  /** Whether its credentials may go without TLS to an address that is no loopback. */
  public boolean cleartext() {
    return rules.provider().cleartext();
  }

  /** Whether a rule injects a credential. */
  public boolean injects() {
    return injects;
  }

  /**
   * Whether its requests may go over a connection without TLS: it injects nothing, the policy
   * allows cleartext, or its origin is one without TLS and the connection's other end is loopback.
   *
   * @param address the address at the other end; null if it is not known, or no IP address
   */
  public boolean mayGoInClear(@Nullable InetAddress address) {
    if (origin().isSecure()) {
      return false;
    }
    return !injects || cleartext() || (address != null && address.isLoopbackAddress());
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

  /** The classes of requests that the policy's conditions tell apart: at least one. */
  public ImmutableList<RequestClass> classes() {
    return classes;
  }

  /** How many states the automaton has that decides each possible name, for all classes at once. */
  public int states() {
    return classes.get(0).verdicts().states();
  }

  /**
   * The class of a request: by its method, its canonical path and its caller alone.
   *
   * @throws NullPointerException if {@code head} is null
   */
  public RequestClass classOf(RequestHead head) {
    return classes.get(inForce.classes().of(requireNonNull(head, "head")));
  }

  /**
   * All that decides what becomes of a caller's field of this name in some class of requests: the
   * rules and built-in lists of the first line of the language that holds. Empty where no rule
   * names it: default deny.
   *
   * @param name as the caller spells it
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if {@code name} is no token
   */
  public ImmutableList<Cause> deciding(String name) {
    ImmutableSet<Label> found = labelsOf(name);
    boolean alias = Automaton.isAlias(labels.run(name));
    return classes.stream()
        .flatMap(c -> Explanation.deciding(found, alias, holdingIn(c)).stream())
        .distinct()
        .sorted(Explanation.ORDER)
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * All that decides what becomes of a caller's field of this name in one class of requests.
   *
   * @param requests the class, one of {@link #classes}
   * @param name as the caller spells it
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if {@code name} is no token
   */
  public ImmutableList<Cause> deciding(RequestClass requests, String name) {
    return Explanation.deciding(
        labelsOf(name), Automaton.isAlias(labels.run(name)), holdingIn(requests));
  }

  /**
   * The rules that write a name, into some requests at least.
   *
   * @param name in any spelling
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if {@code name} is no token
   */
  public ImmutableList<Cause> writing(String name) {
    return Explanation.writing(labelsOf(name), rule -> true);
  }

  /**
   * The rules that write a name into the requests of a class.
   *
   * @param requests the class, one of {@link #classes}
   * @param name in any spelling
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if {@code name} is no token
   */
  public ImmutableList<Cause> writing(RequestClass requests, String name) {
    return Explanation.writing(labelsOf(name), holdingIn(requests));
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
    return shortest(pattern, this::mayLeave);
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
    return shortest(pattern, at -> mayLeave(at) && !NameVerdict.isNamed(at));
  }

  private Optional<String> shortest(String pattern, Predicate<Set<Label>> condition) {
    if (!Folding.isToken(requireNonNull(pattern, "pattern"))) {
      throw new IllegalArgumentException("no field name or glob (RFC 9110, section 5.1)");
    }
    if (pattern.indexOf('*') < 0) {
      String folded = Folding.fold(pattern);
      return condition.test(labelsOf(folded)) ? Optional.of(folded) : Optional.empty();
    }
    return Witness.shortest(pattern, labels, condition::test);
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
    int next = 0;
    for (Map.Entry<String, String> field : written) {
      // The usual message: the decision's fields in their order, the transport's among them.
      if (next < decided.size()
          && field.getKey().equals(decided.name(next))
          && field.getValue().equals(decided.value(next))) {
        next++;
      } else if (isSealed(field.getKey())) {
        return holdsInAnyOrder(decided, written);
      }
    }
    return next == decided.size() || holdsInAnyOrder(decided, written);
  }

  private boolean holdsInAnyOrder(
      OutboundHead decided, Iterable<Map.Entry<String, String>> written) {
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
    return rules.provider().encodedSlash();
  }

  Automaton<ImmutableSet<Label>> labels() {
    return labels;
  }

  RuleSet rules() {
    return rules;
  }

  InForce inForce() {
    return inForce;
  }

  /** All that the rules write, into requests of whatever class. */
  ImmutableList<Written> writes() {
    return writes;
  }

  /** What its rules read of the caller's data. */
  CallerData.Expected dataKeys() {
    return dataKeys;
  }

  /** The field that holds the caller's data. */
  Optional<FieldName> carrier() {
    return carrier;
  }

  CredentialParameters parameters() {
    return parameters;
  }

  /** Whether a removal for this reason rejects the request. */
  boolean rejects(Removal removal) {
    return rules.reject().contains(removal);
  }

  /** The provider's name: the rest is in the policy's file. */
  @Override
  public String toString() {
    return rules.provider().name();
  }

  private Predicate<Rule> holdingIn(RequestClass requests) {
    return rule -> inForce.holds(rule, requests.index());
  }

  /** Whether the name can leave in some class of requests. */
  private boolean mayLeave(Set<Label> at) {
    return classes.stream().anyMatch(c -> NameVerdict.mayLeave(at, holdingIn(c)));
  }

  /** What is no name cannot be owned, and must not be there: it counts as sealed. */
  private boolean isSealed(String name) {
    int run = labels.run(name);
    return run == Automaton.NO_NAME || NameVerdict.owner(labels.output(run)) == Owner.POLICY;
  }

  ImmutableSet<Label> labelsOf(FieldName name) {
    return labels.output(labels.run(name.folded()));
  }

  private ImmutableSet<Label> labelsOf(String name) {
    int run = labels.run(requireNonNull(name, "name"));
    if (run == Automaton.NO_NAME) {
      throw new IllegalArgumentException("no field name (RFC 9110, section 5.1)");
    }
    return labels.output(run);
  }
}
