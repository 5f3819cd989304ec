package io.letterhead.cli;

import io.letterhead.policy.Cause;
import io.letterhead.policy.Decision;
import io.letterhead.policy.FieldSink;
import io.letterhead.policy.Owner;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.Rejection;
import io.letterhead.policy.Removal;
import io.letterhead.policy.RequestClass;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of one request, field by field, with every rule that decides it: a sink on the
 * engine's one path. It sees stand-ins, no secret.
 */
final class Explanation implements FieldSink {

  private static final Cause NOMINATED =
      new Cause("built-in: a Connection field of the caller nominates it", Optional.empty());
  private static final Cause NO_RULE =
      new Cause("built-in: default deny, no rule names it", Optional.empty());

  private static final String BROUGHT = "(brought by the caller)";

  /** A field that leaves. */
  record Leaving(String name, String value, Owner owner, List<Cause> causes) {}

  /** A caller's field that does not. */
  record Removed(String name, Removal removal, List<Cause> causes) {}

  private final ProviderPolicy provider;
  private final RequestClass requests;
  private final List<Leaving> leaving = new ArrayList<>();
  private final List<Removed> removed = new ArrayList<>();
  private final List<String> parameters = new ArrayList<>();
  private Decision decision;

  private Explanation(ProviderPolicy provider, RequestClass requests, Decision decision) {
    this.provider = provider;
    this.requests = requests;
    this.decision = decision;
  }

  /** The explanation of a request of which nothing is left to explain. */
  static Explanation none(ProviderPolicy provider, Decision decision) {
    return new Explanation(provider, provider.classes().get(0), decision);
  }

  static Explanation of(PolicyGeneration standIns, ProviderPolicy provider, RequestHead head) {
    Explanation explanation =
        new Explanation(provider, provider.classOf(head), new Decision.Forward("/"));
    explanation.decision = standIns.evaluate(provider, head, explanation);
    return explanation;
  }

  /** What was decided; the fields count only if it is to forward. */
  Decision decision() {
    return decision;
  }

  @Override
  public void leaves(String name, String value, Owner owner) {
    List<Cause> causes =
        owner == Owner.POLICY || provider.deciding(requests, name).isEmpty()
            ? provider.writing(requests, name)
            : provider.deciding(requests, name);
    leaving.add(new Leaving(name, isBrought(value, causes) ? BROUGHT : value, owner, causes));
  }

  /** A credential that is no stand-in for a secret came with the request: it is not shown. */
  private static boolean isBrought(String value, List<Cause> causes) {
    return !value.startsWith("(secret ")
        && causes.stream()
            .anyMatch(
                cause ->
                    cause.rule().orElse(null) instanceof Rule.Inject inject
                        && inject.bring().isPresent());
  }

  @Override
  public void removed(String name, Removal removal) {
    removed.add(new Removed(name, removal, causes(name, removal)));
  }

  @Override
  public void parameterRemoved(String name) {
    parameters.add(name);
  }

  List<Leaving> leaving() {
    return List.copyOf(leaving);
  }

  List<Removed> removed() {
    return List.copyOf(removed);
  }

  /** The credential parameters that the query loses. */
  List<String> parameters() {
    return List.copyOf(parameters);
  }

  /** The rules that decide the field of a rejection; none where it is about no field. */
  List<Cause> rejecting(Rejection rejection) {
    try {
      return rejection.field().isEmpty()
          ? List.of()
          : provider.deciding(requests, rejection.field());
    } catch (IllegalArgumentException noName) {
      return List.of();
    }
  }

  private List<Cause> causes(String name, Removal removal) {
    if (removal == Removal.NOMINATED) {
      return List.of(NOMINATED);
    }
    List<Cause> deciding = provider.deciding(requests, name);
    return deciding.isEmpty() ? List.of(NO_RULE) : deciding;
  }
}
