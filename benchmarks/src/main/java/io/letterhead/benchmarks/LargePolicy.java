package io.letterhead.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * The policy of a company of many teams: 3,000 exact names and 300 globs. Also one whose globs need
 * more states than any policy may have.
 *
 * <p>A program of one file, so that {@code java LargePolicy.java KIND} writes either with nothing
 * built.
 */
final class LargePolicy {

  static final int NAMES = 3_000;
  static final int GLOBS = 300;

  private static final int TEAMS = 280;
  private static final int CLASSES = 20;
  private static final int LIST = 20;

  private static final List<String> AREAS =
      List.of(
          "Billing",
          "Catalog",
          "Checkout",
          "Claims",
          "Fleet",
          "Identity",
          "Ledger",
          "Loyalty",
          "Orders",
          "Parcel",
          "Payroll",
          "Pricing",
          "Returns",
          "Routing",
          "Search",
          "Stock",
          "Support",
          "Tax",
          "Travel",
          "Vendor");

  private static final List<String> SUBJECTS =
      List.of(
          "Account",
          "Batch",
          "Campaign",
          "Cohort",
          "Contract",
          "Country",
          "Currency",
          "Device",
          "Feature",
          "Form",
          "Market",
          "Model",
          "Plan",
          "Priority",
          "Project",
          "Quota",
          "Region",
          "Request",
          "Scope",
          "Session",
          "Shard",
          "Tenant",
          "Variant",
          "Workflow",
          "Zone");

  private static final List<String> KINDS =
      List.of("Class", "Id", "Key", "Label", "Mode", "Version");

  /** Ends that any team's fields may have, and middles: few, for their states multiply. */
  private static final List<String> LOOSE = List.of("*-Correlation-Ref", "*-Dry-Run", "*-Canary-*");

  private LargePolicy() {}

  /**
   * Writes a policy to the standard output.
   *
   * @param args {@code plain}, {@code conditions} or {@code bomb}
   */
  public static void main(String[] args) {
    System.out.print(args[0].equals("bomb") ? bomb() : text(args[0].equals("conditions")));
  }

  /** The exact names, as the policy spells them. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (String area : AREAS) {
      for (String subject : SUBJECTS) {
        KINDS.forEach(kind -> names.add("X-" + area + "-" + subject + "-" + kind));
      }
    }
    return names;
  }

  /** The globs: of each team its own, of some only fields with a certain end. */
  static List<String> globs() {
    List<String> globs = new ArrayList<>();
    for (int team = 1; team <= TEAMS; team++) {
      globs.add("X-Team-" + team + "-*");
    }
    for (int lab = 1; lab <= GLOBS - TEAMS - LOOSE.size(); lab++) {
      globs.add("X-Lab-" + lab + "-*-Trace");
    }
    globs.addAll(LOOSE);
    return globs;
  }

  /**
   * The policy, for two providers.
   *
   * @param conditions whether some rules hold for some classes of requests only
   */
  static String text(boolean conditions) {
    StringBuilder text = new StringBuilder("version: 1\n");
    text.append("secrets:\n  token: { env: LARGE_POLICY_TOKEN }\n");
    text.append("rules:\n  - deny: [X-Internal-*, \"*-Unsafe\"]\n");
    List<String> globs = globs();
    for (String glob : globs.subList(TEAMS, GLOBS)) {
      rule(text, "  ", glob, "");
    }
    text.append("providers:\n  openai:\n    origin: https://api.openai.com\n    rules:\n");
    inject(text);
    text.append("  vllm:\n    origin: http://localhost:8000\n    rules:\n");
    inject(text);
    List<String> names = names();
    for (int i = 0; i < NAMES / 2; i += LIST) {
      String list = String.join(", ", names.subList(i, i + LIST));
      rule(text, "      ", "[" + list + "]", when(conditions, i / LIST));
    }
    for (int i = NAMES / 2; i < NAMES; i++) {
      rule(text, "      ", names.get(i), i % 3 == 0 ? "max-length: 64" : "");
    }
    for (int team = 0; team < TEAMS; team++) {
      rule(text, "      ", globs.get(team), when(conditions, team));
    }
    return text.toString();
  }

  /** A policy of 10 rules, of the same kinds. */
  static String small() {
    StringBuilder text = new StringBuilder("version: 1\n");
    text.append("secrets:\n  token: { env: LARGE_POLICY_TOKEN }\n");
    text.append("rules:\n  - deny: [X-Internal-*, \"*-Unsafe\"]\n");
    text.append("providers:\n  vllm:\n    origin: http://localhost:8000\n    rules:\n");
    inject(text);
    names().subList(0, 5).forEach(name -> rule(text, "      ", name, ""));
    globs().subList(0, 3).forEach(glob -> rule(text, "      ", glob, ""));
    return text.toString();
  }

  /** 40 globs whose runs may interleave in any order: no cap would be high enough. */
  static String bomb() {
    StringBuilder text = new StringBuilder("version: 1\nproviders:\n");
    text.append("  vllm:\n    origin: http://localhost:8000\n    rules:\n");
    interleaved().forEach(glob -> rule(text, "      ", glob, ""));
    return text.toString();
  }

  /** The same for 20 providers: refused for the first, not tried for each. */
  static String sharedBomb() {
    StringBuilder text = new StringBuilder("version: 1\nrules:\n");
    interleaved().forEach(glob -> rule(text, "  ", glob, ""));
    text.append("providers:\n");
    for (int i = 0; i < 20; i++) {
      text.append("  p").append(i).append(": { origin: \"https://p").append(i);
      text.append(".example\" }\n");
    }
    return text.toString();
  }

  private static List<String> interleaved() {
    List<String> globs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      char first = (char) ('a' + i % 26);
      char second = (char) ('a' + i * 7 % 25);
      char third = (char) ('a' + i * 11 % 23);
      globs.add("*" + first + "*" + second + "*" + third + "*");
    }
    return globs;
  }

  private static void inject(StringBuilder text) {
    text.append("      - { inject: Authorization, from-secret: token, as: bearer }\n");
  }

  private static void rule(StringBuilder text, String indent, String names, String key) {
    String operand = names.startsWith("*") ? "\"" + names + "\"" : names;
    text.append(indent).append("- allow: ").append(operand).append('\n');
    if (!key.isEmpty()) {
      text.append(indent).append("  ").append(key).append('\n');
    }
  }

  private static String when(boolean conditions, int number) {
    return conditions && number % 4 == 0
        ? "when: { paths: [\"/v1/area-" + number / 4 % (CLASSES - 1) + "/*\"] }"
        : "";
  }
}
