package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Generates whole policies whose parts meet often: few names, shipped ones among them, conditions
 * that overlap. Most of them load; not all, so that what refuses a policy is met, too.
 */
final class RandomPolicies {

  /** What the source of the tests holds: two good secrets, one that no scheme renders. */
  static final Map<String, String> SECRETS =
      Map.of("key", "s3cr3t-of-the-gateway", "user", "me:pa55word-of-mine", "odd", "two words\n");

  static final ImmutableList<String> FREE =
      ImmutableList.of(
          "X-A",
          "X_b",
          "x-ab",
          "X-In",
          "A",
          "traceparent",
          "User-Agent",
          "Accept",
          "Content-Type",
          "X-HTTP-Method-Override",
          "OpenAI-Project");
  static final ImmutableList<String> SLOTS =
      ImmutableList.of("Authorization", "X-Api-Key", "X-Slot");
  static final ImmutableList<String> BRING = ImmutableList.of("X-My-Key", "X-Q-Key");
  static final ImmutableList<String> TARGETS = ImmutableList.of("X-T1", "X-T2");
  static final String CARRIER = "X-Data";
  static final ImmutableList<String> KEYS = ImmutableList.of("k1", "k2", "token");
  static final String HEADERS = "h";
  static final ImmutableList<String> VALUES = ImmutableList.of("a", "ab", "free", "paid");

  private static final ImmutableList<String> GLOBS =
      ImmutableList.of("X-*", "*", "x*b", "*-*", "X-T*", "@tracing", "@sdk", "@file", "@message");
  private static final ImmutableList<String> RESPONSES =
      ImmutableList.of("Set-Cookie", "X-A", "x_b", "Server", "Cache-Control", "X-C");

  private final Random random;
  private final List<Rule> shared = new ArrayList<>();
  private final List<Rule> own = new ArrayList<>();
  private final boolean carried;
  private final List<String> targets = new ArrayList<>(TARGETS);
  private final List<Condition.Matching> conditions;
  private int line = 1;

  private RandomPolicies(Random random) {
    this.random = random;
    this.carried = chance(50);
    this.conditions = List.of(anyMatching(), anyMatching());
  }

  /** The policy of a seed: always the same. */
  static Policy policy(long seed) {
    return new RandomPolicies(new Random(seed)).policy();
  }

  private Policy policy() {
    ImmutableList<Profile> profiles =
        chance(30) ? ImmutableList.of(profile("prof")) : ImmutableList.of();
    ImmutableList.Builder<Provider> providers = ImmutableList.builder();
    providers.add(provider("p", "https://p.example/base", profiles));
    if (chance(25)) {
      providers.add(other());
    }
    return new Policy(
        SECRETS.keySet().stream()
            .sorted()
            .map(Policies::secret)
            .collect(ImmutableList.toImmutableList()),
        ImmutableList.of(
            new FieldGroup(
                "@file", ImmutableList.of(Policies.operand("A"), Policies.operand("x-a*")), at())),
        profiles,
        carried ? Optional.of(Operand.Name.of(CARRIER)) : Optional.empty(),
        new Rules(ImmutableList.copyOf(shared), ImmutableList.of(), reject(4)),
        providers.build());
  }

  private Provider provider(String name, String origin, ImmutableList<Profile> profiles) {
    List<String> names = new ArrayList<>(FREE);
    Collections.shuffle(names, random);
    names.subList(0, 4 + random.nextInt(names.size() - 4)).forEach(this::rulesFor);
    SLOTS.stream().filter(slot -> chance(40)).forEach(this::injects);
    for (int i = random.nextInt(3); i > 0; i--) {
      add(new Rule.Allow(operands(GLOBS, 2), guards(15), terms(condition(30))));
    }
    if (chance(15)) {
      List<String> denied = new ArrayList<>(GLOBS.subList(2, 8));
      denied.add(pick(FREE));
      add(new Rule.Deny(operands(denied, 1), terms(condition(50))));
    }
    if (chance(15)) {
      add(new Rule.Require(Operand.Name.of(pick(FREE)), terms(condition(50))));
    }
    if (chance(20)) {
      add(fact(pick(List.of("X-Forwarded-For", "X-Real-IP", "X-Fact")), condition(30)));
    }
    if (chance(4)) {
      add(wild());
    }
    Provider.Builder provider =
        Provider.builder(name, Origin.parse(origin))
            .encodedSlash(chance(30))
            .query(query())
            .rules(new Rules(ImmutableList.copyOf(own), responses(), reject(4)));
    profiles.forEach(provider::profile);
    if (carried && chance(70)) {
      provider.dataHeaders(Positioned.inCode(HEADERS));
    }
    return provider.build();
  }

  /** Another provider, which brings a field of its own. */
  private Provider other() {
    Rule inject =
        new Rule.Inject(
            Operand.Name.of("X-Slot"),
            Optional.of(Positioned.inCode("key")),
            Positioned.inCode("raw"),
            Optional.of(new Bring.Field(Operand.Name.of("X-Q-Key"))),
            terms(condition(30)));
    return Provider.builder("q", Origin.parse("https://q.example"))
        .rules(new Rules(ImmutableList.of(inject), responses(), reject(10)))
        .build();
  }

  /** One rule for a name, or two that are each other's alternative. */
  private void rulesFor(String name) {
    if (!chance(30)) {
      add(ruleFor(name, condition(25), random.nextInt(100)));
      return;
    }
    // Beside a rule that writes it, no rule lets the name pass: that would be a dead one.
    int from = chance(50) ? 0 : 52;
    add(ruleFor(name, matching(), from + random.nextInt(26)));
    add(ruleFor(name, new Condition.Otherwise(at()), from + random.nextInt(30)));
  }

  private Rule ruleFor(String name, Condition when, int role) {
    Operand.Name named = Operand.Name.of(name);
    if (role < 20 || role >= 82) {
      return new Rule.Allow(ImmutableList.of(named), guards(30), terms(when));
    } else if (role < 24) {
      return new Rule.Deny(ImmutableList.of(named), terms(when));
    } else if (role < 34) {
      return new Rule.Default(named, Positioned.inCode(pick(VALUES)), terms(when));
    } else if (role < 46 && !targets.isEmpty()) {
      return new Rule.Rename(named, Operand.Name.of(targets.remove(0)), guards(30), terms(when));
    } else if (role < 62) {
      return new Rule.Set(
          named, new WrittenValue.Fixed(Positioned.inCode(pick(VALUES))), terms(when));
    } else if (role < 70 && carried) {
      return new Rule.Set(
          named,
          new WrittenValue.FromCallerData(Positioned.inCode(pick(KEYS.subList(0, 2)))),
          terms(when));
    } else if (role < 76) {
      return fact(name, when);
    }
    return new Rule.Custom(
        Positioned.inCode("echo"),
        Positioned.inCode(name),
        ImmutableMap.of(Echoing.FROM, Positioned.inCode(pick(FREE))),
        terms(when));
  }

  private Rule fact(String name, Condition when) {
    return new Rule.Set(
        Operand.Name.of(name),
        new WrittenValue.FromRequest(pick(List.of(RequestFact.values()))),
        terms(when));
  }

  private void injects(String slot) {
    if (chance(25)) {
      own.add(inject(slot, matching()));
      own.add(inject(slot, chance(85) ? new Condition.Otherwise(at()) : matching()));
    } else {
      own.add(inject(slot, condition(8)));
    }
  }

  private Rule inject(String slot, Condition when) {
    int how = random.nextInt(10);
    Optional<Bring> bring = Optional.empty();
    if (how < 2) {
      bring = Optional.of(new Bring.Field(Operand.Name.of("X-My-Key")));
    } else if (how < 4) {
      bring = Optional.of(new Bring.Field(Operand.Name.of(slot)));
    } else if (how < 6 && carried) {
      bring = Optional.of(new Bring.Data(Positioned.inCode("token")));
    }
    boolean secretless = bring.isPresent() && chance(30);
    return new Rule.Inject(
        Operand.Name.of(chance(85) ? slot : slot.replace('-', '_')),
        secretless
            ? Optional.empty()
            : Optional.of(Positioned.inCode(pick(List.of("key", "key", "user", "user", "odd")))),
        Positioned.inCode(pick(List.of("bearer", "raw", "basic"))),
        bring,
        terms(when));
  }

  /** Any rule of any name: most such policies do not load. */
  private Rule wild() {
    List<String> names = new ArrayList<>(FREE);
    names.addAll(SLOTS);
    names.addAll(BRING);
    names.addAll(List.of(CARRIER, "Host", "Cookie", "X-Real-IP"));
    return ruleFor(pick(names), condition(50), random.nextInt(100));
  }

  private Profile profile(String name) {
    List<Rule> companions = new ArrayList<>();
    for (String companion : List.of("X-Ver", pick(FREE), pick(FREE))) {
      companions.add(
          chance(60)
              ? new Rule.Default(
                  Operand.Name.of(companion),
                  Positioned.inCode("v1"),
                  Terms.at(Position.builtIn(name)))
              : new Rule.Allow(
                  ImmutableList.of(Operand.Name.of(companion)),
                  guards(20),
                  Terms.at(Position.builtIn(name))));
    }
    return new Profile(
        name,
        1,
        Optional.empty(),
        Operand.Name.of("X-Prof-Key"),
        Positioned.inCode("raw"),
        ImmutableSet.of(Operand.Name.of("X-Prof-Other")),
        ImmutableSet.of("prof-key"),
        ImmutableList.copyOf(companions.subList(0, 1 + random.nextInt(2))),
        at());
  }

  private ImmutableList<Rule> responses() {
    List<Rule> rules = new ArrayList<>();
    List<String> names = new ArrayList<>(RESPONSES);
    Collections.shuffle(names, random);
    for (String name : names.subList(0, random.nextInt(3))) {
      Operand.Name named = Operand.Name.of(name);
      rules.add(
          switch (random.nextInt(4)) {
            case 0 ->
                new Rule.Allow(ImmutableList.of(named), ImmutableList.of(), terms(condition(40)));
            case 1 -> new Rule.Deny(ImmutableList.of(named), terms(condition(40)));
            case 2 ->
                new Rule.Rename(
                    named, Operand.Name.of("X-R1"), ImmutableList.of(), terms(condition(40)));
            default ->
                new Rule.Set(
                    named, new WrittenValue.Fixed(Positioned.inCode("made")), terms(condition(40)));
          });
    }
    if (chance(10)) {
      rules.add(new Rule.Deny(operands(GLOBS.subList(2, 7), 1), terms(condition(40))));
    }
    return ImmutableList.copyOf(rules);
  }

  private QueryRules query() {
    return new QueryRules(
        chance(30) ? ImmutableList.of(Positioned.inCode("API_Key")) : ImmutableList.of(),
        chance(30)
            ? ImmutableList.of(
                new QueryRules.Default(Positioned.inCode("api-version"), Positioned.inCode("1 2")))
            : ImmutableList.of());
  }

  private ImmutableSet<Removal> reject(int percent) {
    ImmutableSet.Builder<Removal> reject = ImmutableSet.builder();
    List.of(Removal.SEALED, Removal.DENIED, Removal.UNLISTED).stream()
        .filter(removal -> chance(percent))
        .forEach(reject::add);
    return reject.build();
  }

  private ImmutableList<Guard> guards(int percent) {
    if (!chance(percent)) {
      return ImmutableList.of();
    }
    return ImmutableList.of(
        chance(50)
            ? new Guard.MaxLength(1 + random.nextInt(4))
            : new Guard.OneOf(ImmutableSet.copyOf(List.of(pick(VALUES), pick(VALUES)))));
  }

  private ImmutableList<Operand> operands(List<String> texts, int most) {
    List<String> shuffled = new ArrayList<>(texts);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, 1 + random.nextInt(most)).stream()
        .map(Policies::operand)
        .collect(ImmutableList.toImmutableList());
  }

  private Condition condition(int percent) {
    return chance(percent) ? matching() : Condition.ALWAYS;
  }

  /** One of a few conditions, so that rules of different names hold together. */
  private Condition matching() {
    Condition.Matching some = pick(conditions);
    return new Condition.Matching(some.methods(), some.paths(), some.callers(), at());
  }

  private Condition.Matching anyMatching() {
    ImmutableSet<String> methods =
        chance(50)
            ? ImmutableSet.copyOf(
                List.of(pick(List.of("GET", "POST", "get")), pick(List.of("GET", "PUT"))))
            : ImmutableSet.of();
    ImmutableSet<String> callers =
        chance(30) ? ImmutableSet.of(pick(List.of("ann", "bob"))) : ImmutableSet.of();
    boolean paths = chance(40) || (methods.isEmpty() && callers.isEmpty());
    List<String> patterns = List.of("/a", "/a*", "/a/*", "/b", "/a/b", "/a%2Fb", "/*");
    List<String> known = patterns.subList(0, chance(90) ? patterns.size() - 1 : patterns.size());
    return new Condition.Matching(
        methods,
        paths
            ? ImmutableSet.copyOf(
                List.of(new PathPattern(pick(known)), new PathPattern(pick(known))))
            : ImmutableSet.of(),
        callers,
        at());
  }

  private void add(Rule rule) {
    (chance(25) ? shared : own).add(rule);
  }

  private Terms terms(Condition when) {
    return new Terms(at(), "", when);
  }

  /** No two rules stand at one place. */
  private Position at() {
    return new Position("policy.yaml", line++, 1, 2);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
