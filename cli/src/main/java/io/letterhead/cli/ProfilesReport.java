package io.letterhead.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.letterhead.dsl.ShippedProfile;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Origin;
import io.letterhead.policy.Profile;
import io.letterhead.policy.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Profiles that ship, as text and as JSON. */
final class ProfilesReport {

  private static final int WIDEST_NAME = 15;
  private static final int WIDEST_SLOT = 14;
  private static final int WIDEST_SCHEME = 6;
  private static final int WIDEST_KEY = 21;

  private static final String NO_ORIGIN = "none: each customer has its own";

  private final List<ShippedProfile> profiles;

  ProfilesReport(List<ShippedProfile> profiles) {
    this.profiles = profiles;
  }

  /** One entry of a table for each. */
  void printAll(PrintWriter out, Style style) {
    TextTable table = new TextTable(style, "", WIDEST_NAME, WIDEST_SLOT, WIDEST_SCHEME);
    table.head("NAME", "SLOT", "SCHEME", "ORIGIN, SOURCE");
    for (ShippedProfile shipped : profiles) {
      Profile profile = shipped.profile();
      table.add(
          profile.name(),
          profile.slot().text(),
          profile.scheme().text(),
          origin(profile) + "\n" + shipped.sources().get(0));
    }
    table.lines().forEach(out::println);
    out.flush();
  }

  /** All that each of them says. */
  void printEach(PrintWriter out, Style style) {
    for (ShippedProfile shipped : profiles) {
      Profile profile = shipped.profile();
      out.println(style.bold(profile.id()) + "  verified on " + shipped.verified());
      TextTable table = new TextTable(style, "  ", WIDEST_KEY);
      table.add("origin", origin(profile));
      table.add("credential", profile.slot().text() + " as " + profile.scheme().text());
      add(table, "other slots", profile.otherSlots().stream().map(Operand::text));
      add(table, "credential parameters", profile.parameters().stream());
      add(table, "companions", profile.companions().stream().map(ProfilesReport::companion));
      add(table, "source", shipped.sources().stream());
      table.lines().forEach(out::println);
    }
    out.flush();
  }

  void writeJson(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("profiles");
    for (ShippedProfile shipped : profiles) {
      Profile profile = shipped.profile();
      json.writeStartObject();
      json.writeStringField("name", profile.name());
      json.writeNumberField("version", profile.version());
      Optional<Origin> origin = profile.origin();
      json.writeStringField("origin", origin.map(Origin::toString).orElse(null));
      json.writeStringField("slot", profile.slot().text());
      json.writeStringField("scheme", profile.scheme().text());
      write(json, "other-slots", profile.otherSlots().stream().map(Operand::text).toList());
      write(json, "credential-parameters", profile.parameters().asList());
      json.writeArrayFieldStart("companions");
      for (Rule companion : profile.companions()) {
        json.writeStartObject();
        json.writeStringField("rule", companion.summary());
        json.writeStringField(
            "value", companion instanceof Rule.Default fallback ? fallback.value().text() : null);
        json.writeStringField("why", companion.why());
        json.writeEndObject();
      }
      json.writeEndArray();
      write(json, "source", shipped.sources());
      json.writeStringField("verified", shipped.verified().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, String key, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(key);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void add(TextTable table, String key, Stream<String> values) {
    List<String> lines = values.toList();
    table.add(key, lines.isEmpty() ? "none" : String.join("\n", lines));
  }

  private static String companion(Rule rule) {
    String written =
        rule instanceof Rule.Default fallback ? " to `" + fallback.value().text() + "`" : "";
    return rule.summary() + written + (rule.why().isEmpty() ? "" : ": " + rule.why());
  }

  private static String origin(Profile profile) {
    return profile.origin().map(Origin::toString).orElse(NO_ORIGIN);
  }
}
