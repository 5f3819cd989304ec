package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import io.letterhead.policy.spi.SecretSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A compiled policy with one resolution of its secrets: what serves requests. Immutable and safe
 * for use by several threads; a new policy or a new secret is a new generation, swapped whole, so
 * that one request sees one.
 *
 * <p>Secrets are read when a generation is made, never during a request: evaluation does not block,
 * but for the call of a plug-in, which is bounded.
 */
public final class PolicyGeneration {

  private final CompiledPolicy policy;

  /** By a provider's index, then by a credential's. */
  private final ImmutableList<ImmutableList<Credential>> credentials;

  /** What has been rendered, by where it came from: what a later generation may have to keep. */
  private final ImmutableMap<Read, Credential.Rendered> rendered;

  private final ImmutableList<UnusableSecret> unusable;
  private final ImmutableList<UnusableSecret> kept;
  private final ImmutableSortedSet<String> brief;

  /** Whether the policy's {@code reject} is obeyed. */
  private final boolean enforcing;

  /** A secret as one scheme renders it. */
  private record Read(String source, String key, String scheme) {

    static Read of(CompiledPolicy policy, Rule.Inject inject) {
      SecretDeclaration declared = requireNonNull(policy.secrets().get(secretOf(inject)));
      return new Read(declared.source().text(), declared.key(), inject.scheme().text());
    }
  }

  private PolicyGeneration(
      CompiledPolicy policy,
      Map<Read, Credential.Rendered> lastGood,
      Function<Rule.Inject, Credential> credential) {
    this.policy = policy;
    Map<Read, Credential.Rendered> good = new HashMap<>();
    ImmutableList.Builder<UnusableSecret> keeping = ImmutableList.builder();
    ImmutableList.Builder<ImmutableList<Credential>> all = ImmutableList.builder();
    ImmutableList.Builder<UnusableSecret> missing = ImmutableList.builder();
    ImmutableSortedSet.Builder<String> tooShort = ImmutableSortedSet.naturalOrder();
    for (ProviderPolicy provider : policy.providers().values()) {
      Map<Integer, Credential> own = new HashMap<>();
      for (Written written : provider.writes()) {
        if (written instanceof Written.Injected injected && injected.index() != Written.NO_SECRET) {
          Read from = Read.of(policy, injected.rule());
          Credential made = credential.apply(injected.rule());
          Credential.Rendered last = lastGood.get(from);
          if (made instanceof Credential.Unusable lost) {
            (last == null ? missing : keeping)
                .add(new UnusableSecret(provider.name(), lost.secret(), lost.reason()));
            made = last == null ? lost : last;
          }
          own.put(injected.index(), made);
          if (made instanceof Credential.Rendered usable) {
            good.put(from, usable);
            if (usable.isBrief()) {
              tooShort.add(secretOf(injected.rule()));
            }
          }
        }
      }
      ImmutableList.Builder<Credential> ordered = ImmutableList.builder();
      for (int i = 0; i < own.size(); i++) {
        ordered.add(requireNonNull(own.get(i)));
      }
      all.add(ordered.build());
    }
    this.credentials = all.build();
    this.rendered = ImmutableMap.copyOf(good);
    this.unusable = missing.build();
    this.kept = keeping.build();
    this.brief = tooShort.build();
    this.enforcing = true;
  }

  private PolicyGeneration(PolicyGeneration enforced) {
    this.policy = enforced.policy;
    this.credentials = enforced.credentials;
    this.rendered = enforced.rendered;
    this.unusable = enforced.unusable;
    this.kept = enforced.kept;
    this.brief = enforced.brief;
    this.enforcing = false;
  }

  /**
   * Reads every secret that a rule injects. One that is missing or unusable rejects the requests
   * that need it, and nothing else: see {@link #unusable}.
   *
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if a source or scheme that the policy was compiled with is
   *     gone
   */
  public static PolicyGeneration resolve(CompiledPolicy policy, PlugIns plugIns) {
    requireNonNull(policy, "policy");
    requireNonNull(plugIns, "plugIns");
    return resolve(policy, plugIns, ImmutableMap.of());
  }

  /**
   * Reads every secret that a rule of a policy injects, as the next generation after this: a secret
   * that this one could use and that cannot be read any more, from the same source and key, keeps
   * its last good value; see {@link #kept}.
   *
   * @param next the policy of the next generation; this one's, or another
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if a source or scheme that the policy was compiled with is
   *     gone
   */
  public PolicyGeneration next(CompiledPolicy next, PlugIns plugIns) {
    requireNonNull(next, "next");
    requireNonNull(plugIns, "plugIns");
    return resolve(next, plugIns, rendered);
  }

  private static PolicyGeneration resolve(
      CompiledPolicy policy, PlugIns plugIns, Map<Read, Credential.Rendered> lastGood) {
    Map<String, Found> read = new HashMap<>();
    return new PolicyGeneration(
        policy, lastGood, inject -> resolved(policy, plugIns, inject, read));
  }

  /**
   * The generation in which {@code (secret NAME)} stands for each credential: for explanations and
   * dry runs, which read no secret.
   *
   * @throws NullPointerException if {@code policy} is null
   */
  public static PolicyGeneration standIns(CompiledPolicy policy) {
    return new PolicyGeneration(
        requireNonNull(policy, "policy"),
        ImmutableMap.of(),
        inject -> Credential.standIn(secretOf(inject)));
  }

  /**
   * The same generation, with the policy's {@code reject} only reported: what it would reject is
   * removed, as without it, and the sink hears {@link FieldSink#tolerated}. For trying a stricter
   * policy on real requests. Nothing else that rejects is loosened.
   */
  public PolicyGeneration reporting() {
    return new PolicyGeneration(this);
  }

  /** The policy. */
  public CompiledPolicy policy() {
    return policy;
  }

  /** The secrets that cannot be used, with the providers whose requests are rejected for it. */
  public ImmutableList<UnusableSecret> unusable() {
    return unusable;
  }

  /**
   * The secrets that cannot be read any more and keep their last good value, with the providers
   * whose requests carry it.
   */
  public ImmutableList<UnusableSecret> kept() {
    return kept;
  }

  /**
   * The names of the secrets that are used, but are too short, or have a part that is, to be looked
   * for in responses: below 8 bytes, a match would be chance.
   */
  public ImmutableSortedSet<String> brief() {
    return brief;
  }

  /**
   * Decides a request: the one path that transports, explanations and audits share. Pure: the same
   * head gives the same fields; it never logs or throws for what a caller sent, and blocks for the
   * bounded call of a plug-in only.
   *
   * <p>The head is checked whole, {@code Connection}'s nominations and everything that the
   * transport or the policy owns are removed, the caller's fields pass or are removed by rule, then
   * the policy writes its own. Time is linear in the bytes of the head, but for repeats of one
   * name.
   *
   * @param provider one of this generation's policy
   * @param head the caller's head
   * @param sink what hears the decision, field by field; to be thrown away after a rejection
   * @return the target to send to the provider's origin, or why nothing is sent
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the provider is another policy's
   */
  public Decision evaluate(ProviderPolicy provider, RequestHead head, FieldSink sink) {
    return RequestEvaluation.evaluate(
        provider, credentials(provider), enforcing, requireNonNull(head), requireNonNull(sink));
  }

  /**
   * Decides what of a provider's response reaches the caller: not what belongs to the upstream hop,
   * no challenge, no cookie that no rule allows, and no field that reflects a credential of this
   * provider. The answer to a request with a credential is {@code Cache-Control: private} unless it
   * says otherwise.
   *
   * @param provider one of this generation's policy
   * @param requests the class of the request that is answered
   * @param head the provider's head
   * @param sink what hears the decision; to be thrown away after a rejection
   * @return why the response cannot be passed on; empty where it can
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the provider is another policy's
   */
  public Optional<Rejection> evaluateResponse(
      ProviderPolicy provider, RequestClass requests, ResponseHead head, FieldSink sink) {
    return ResponseEvaluation.evaluate(
        credentials(provider),
        provider.injects(),
        requests.responses(),
        requireNonNull(head),
        requireNonNull(sink));
  }

  /** The providers' names: no secret. */
  @Override
  public String toString() {
    return "PolicyGeneration" + policy.providers().keySet();
  }

  private ImmutableList<Credential> credentials(ProviderPolicy provider) {
    if (policy.providers().get(provider.name()) != provider) {
      throw new IllegalArgumentException("provider: of another policy");
    }
    return credentials.get(provider.index());
  }

  /** What one read of a secret came to: a secret, or why there is none. */
  private record Found(@Nullable Secret secret, String reason) {}

  private static Credential resolved(
      CompiledPolicy policy, PlugIns plugIns, Rule.Inject inject, Map<String, Found> read) {
    String name = secretOf(inject);
    Found found =
        read.computeIfAbsent(name, n -> read(requireNonNull(policy.secrets().get(n)), plugIns));
    return found.secret() == null
        ? new Credential.Unusable(name, found.reason())
        : Credential.render(
            name, found.secret(), plugIn(plugIns.schemes(), inject.scheme().text()));
  }

  private static String secretOf(Rule.Inject inject) {
    return inject.secret().orElseThrow().text();
  }

  private static Found read(SecretDeclaration declared, PlugIns plugIns) {
    SecretSource source = plugIn(plugIns.sources(), declared.source().text());
    try {
      return new Found(Secret.of(source.read(declared.key())), "");
    } catch (SecretUnusableException e) {
      return new Found(null, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      return new Found(null, Credential.failure("source", declared.source().text(), e));
    }
  }

  private static <T> T plugIn(ImmutableMap<String, T> installed, String name) {
    T found = installed.get(name);
    if (found == null) {
      throw new IllegalArgumentException("plug-in `" + name + "` is not installed any more");
    }
    return found;
  }
}
