package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The guarantees, checked once more on what will serve: the compiled automata and writes, for every
 * possible name in every class of requests. It shares no code with what compiled them, so that a
 * mistake there ends here and not on the wire.
 */
final class Proof {

  private final Policy policy;
  private final ProviderPolicy provider;
  private final List<Problem> problems = new ArrayList<>();

  private Proof(Policy policy, ProviderPolicy provider) {
    this.policy = policy;
    this.provider = provider;
  }

  static List<Problem> problems(Policy policy, List<ProviderPolicy> providers) {
    List<Problem> problems = new ArrayList<>();
    for (ProviderPolicy provider : providers) {
      Proof proof = new Proof(policy, provider);
      if (!proof.allNamesAreSafe()) {
        provider.classes().forEach(proof::proveNames);
      }
      provider.classes().forEach(proof::proveWrites);
      problems.addAll(proof.problems);
    }
    return problems;
  }

  /** Whether one search finds no name that breaks a guarantee in any class. */
  private boolean allNamesAreSafe() {
    ImmutableList<RequestClass> classes = provider.classes();
    Automaton<NameVerdict> first = classes.get(0).verdicts();
    if (!classes.stream().allMatch(c -> c.verdicts().movesAs(first))) {
      return false;
    }
    Automaton<List<NameVerdict>> all =
        first.answering(
            state -> classes.stream().map(c -> c.verdicts().outputs().get(state)).toList());
    return Witness.shortest(
            provider.labels(),
            all,
            (labels, verdicts) -> verdicts.stream().anyMatch(v -> breaksAny(labels, v)))
        .isEmpty();
  }

  private static boolean breaksAny(Set<Label> labels, NameVerdict verdict) {
    return usurps(labels, verdict)
        || passesByFolding(labels, verdict)
        || passesByDefault(labels, verdict);
  }

  private void proveNames(RequestClass requests) {
    refute(requests, "a caller's field passes under a name that is not a caller's", Proof::usurps);
    refute(requests, "a name passes in an alias that no rule names", Proof::passesByFolding);
    refute(
        requests,
        "a field of the caller's data passes though no rule names it",
        Proof::passesByDefault);
  }

  private void proveWrites(RequestClass requests) {
    Set<String> written = new HashSet<>();
    for (Written each : requests.writes()) {
      for (FieldName name : names(each)) {
        if (!written.add(name.folded())) {
          broken(requests, "a field is written twice", name.folded());
        }
        if (isForeign(provider.labelsOf(name), each)) {
          broken(requests, "a rule writes a field that is not the policy's", name.folded());
        }
      }
      if (each instanceof Written.Injected injected && isAstray(injected)) {
        broken(
            requests,
            "a secret leaves for an origin that is not its own",
            injected.name().folded());
      }
    }
  }

  /** Looks for a shortest name on which what is given is broken; empty is the proof. */
  private void refute(
      RequestClass requests, String what, BiPredicate<ImmutableSet<Label>, NameVerdict> breaks) {
    Optional<String> witness = Witness.shortest(provider.labels(), requests.verdicts(), breaks);
    witness.ifPresent(name -> broken(requests, what, name));
  }

  private static boolean usurps(Set<Label> labels, NameVerdict verdict) {
    boolean passes =
        verdict.plain() instanceof Verdict.Passes
            || verdict.alias() instanceof Verdict.Passes
            || verdict.data() instanceof Verdict.Passes;
    return passes
        && labels.stream()
            .anyMatch(
                label ->
                    label == Label.Listed.TRANSPORT
                        || label == Label.Listed.CREDENTIAL
                        || label == Label.Listed.CLAIM
                        || label == Label.Listed.CARRIER
                        || label instanceof Label.Slot
                        || label instanceof Label.Brought
                        || label instanceof Label.Written);
  }

  private static boolean passesByFolding(Set<Label> labels, NameVerdict verdict) {
    return verdict.alias() instanceof Verdict.Passes && !NameVerdict.isNamed(labels);
  }

  private static boolean passesByDefault(Set<Label> labels, NameVerdict verdict) {
    return verdict.data() instanceof Verdict.Passes
        && labels.stream().noneMatch(l -> l instanceof Label.Exact || l instanceof Label.Loose);
  }

  private static boolean isForeign(Set<Label> labels, Written written) {
    return labels.contains(Label.Listed.TRANSPORT)
        || (labels.contains(Label.Listed.CREDENTIAL) && !(written instanceof Written.Injected))
        || (labels.contains(Label.Listed.CLAIM) && !(written instanceof Written.Fact))
        || labels.contains(Label.Listed.CARRIER);
  }

  private boolean isAstray(Written.Injected injected) {
    if (injected.index() == Written.NO_SECRET) {
      return false;
    }
    Origin origin = provider.origin();
    boolean inClear = !origin.isSecure() && !origin.isLoopback() && !provider.cleartext();
    String secret = injected.rule().secret().orElseThrow().text();
    return inClear
        || policy.secrets().stream()
            .filter(declared -> declared.name().equals(secret) && !declared.onlyFor().isEmpty())
            .anyMatch(
                declared ->
                    declared.onlyFor().stream()
                        .noneMatch(only -> only.text().equals(provider.name())));
  }

  private static ImmutableList<FieldName> names(Written written) {
    return written instanceof Written.Custom custom
        ? custom.configured().writes()
        : ImmutableList.of(written.name());
  }

  private void broken(RequestClass requests, String what, String witness) {
    problems.add(
        Problem.error(
            "broken-guarantee",
            provider.rules().provider().position(),
            what + ": `" + witness + "`, at `" + requests + "`",
            "the compiled policy would break a guarantee of the language; this is a defect of the"
                + " compiler",
            "report it with the policy; nothing is served until it is mended"));
  }
}
