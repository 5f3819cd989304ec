package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists that ship with the engine: what is in them is the language. */
class DataFilesTest {

  private static final ImmutableListMultimap<String, String> SECTIONS =
      ImmutableListMultimap.<String, String>builder()
          .put("transport-owned.txt", "transport")
          .put("reserved.txt", "credential")
          .put("reserved.txt", "claim")
          .put("exact-only.txt", "exact-only")
          .putAll("groups.txt", "@message", "@tracing", "@conditional", "@sdk", "@mcp", "single")
          .putAll("response-removed.txt", "removed", "unless-allowed")
          .putAll(
              "credential-parameters.txt", "credential-parameter", "websocket-credential-protocol")
          .build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transport-owned.txt",
        "reserved.txt",
        "exact-only.txt",
        "groups.txt",
        "response-removed.txt",
        "credential-parameters.txt"
      })
  void aListHasAVersionAndItsSectionsAndNothingElse(String file) throws IOException {
    List<String> lines = lines(file);

    assertThat(lines).filteredOn(line -> line.startsWith("version ")).hasSize(1);
    assertThat(lines).anySatisfy(line -> assertThat(line).matches("version [1-9][0-9]*"));
    assertThat(lines)
        .filteredOn(line -> line.startsWith("["))
        .containsExactlyElementsOf(SECTIONS.get(file).stream().map(s -> "[" + s + "]").toList());
    assertThat(lines.get(0)).startsWith("# ");
    assertThat(entries(file)).isNotEmpty();
    assertThat(entries(file)).allSatisfy(entry -> assertThat(FieldName.isToken(entry)).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transport-owned.txt",
        "reserved.txt",
        "exact-only.txt",
        "response-removed.txt",
        "credential-parameters.txt"
      })
  void noNameIsInAListTwice(String file) throws IOException {
    assertThat(entries(file).stream().map(Folding::foldPattern)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"transport-owned.txt", "reserved.txt", "exact-only.txt", "response-removed.txt"})
  void namesAreSortedUnderEachHeading(String file) throws IOException {
    List<String> block = new ArrayList<>();
    for (String line : lines(file)) {
      if (line.isEmpty() || line.startsWith("#") || line.startsWith("[")) {
        block.clear();
      } else if (!line.startsWith("version ")) {
        block.add(line);
        assertThat(block).isSortedAccordingTo(Comparator.comparing(Folding::foldPattern));
      }
    }
  }

  @Test
  void noNameHasTwoOwners() throws IOException {
    Map<String, String> owners = new TreeMap<>();
    for (String file : List.of("transport-owned.txt", "reserved.txt", "exact-only.txt")) {
      for (String entry : entries(file)) {
        assertThat(owners.put(Folding.foldPattern(entry), file)).as(entry).isNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "Set-Cookie",
        "api-key",
        "Ocp-Apim-Subscription-Key",
        "x-api-key",
        "x-goog-api-key",
        "X-Serverless-Authorization",
        "X-Goog-IAM-Authorization-Token",
        "X-Amz-Security-Token",
        "X-Amz-Date",
        "X-Amz-Content-Sha256",
        "X-Snowflake-Authorization-Token-Type",
        "xi-api-key",
        "PRIVATE-TOKEN",
        "JOB-TOKEN",
        "X-Gitlab-Token",
        "X-Figma-Token",
        "X-Auth-Key",
        "X-Auth-Email",
        "X-Auth-Token",
        "CF-Access-Client-Id",
        "CF-Access-Client-Secret",
        "CF-Access-Token",
        "apikey",
        "X-Vault-Token",
        "x-portkey-api-key",
        "Helicone-Auth",
        "cf-aig-authorization",
        "x-litellm-api-key",
        "x-bf-vk",
        "x-bf-api-key",
        "X-Access-Token",
        "X-Authorization",
        "X-Upstream-Authorization",
        "X-Forwarded-Authorization",
        "X-Api-Token",
        "X-Functions-Key",
        "X-Databricks-Azure-SP-Management-Token",
        "X-Databricks-GCP-SA-Access-Token"
      })
  void aKnownCredentialSlotIsSealed(String name) {
    assertThat(Exchange.under(Policies.allow("*")).send(name + ": CALLER").removed())
        .containsExactly(Map.entry(name, Removal.SEALED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Forwarded-User",
        "X-Forwarded-Client-Cert",
        "X-Real-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "CF-Connecting-IPv6",
        "Fastly-Client-IP",
        "Fly-Client-IP",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "X-Envoy-External-Address",
        "X-Original-Forwarded-For",
        "X-Remote-User",
        "Remote-User",
        "X-Auth-Request-Email",
        "X-Goog-Authenticated-User-Email",
        "X-Goog-IAP-JWT-Assertion",
        "CF-Access-JWT-Assertion",
        "X-Amzn-Oidc-Identity",
        "X-MS-Client-Principal",
        "X-MS-Client-Principal-Id",
        "X-MS-Token-AAD-Access-Token",
        "Client-Cert",
        "SSL-Client-Verify",
        "X-SSL-Client-S-DN"
      })
  void aForwardingOrIdentityClaimIsSealed(String name) {
    assertThat(Exchange.under(Policies.allow("*")).send(name + ": CALLER").removed())
        .containsExactly(Map.entry(name, Removal.SEALED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-HTTP-Method",
        "X-HTTP-Method-Override",
        "X-Method-Override",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-Original-Host",
        "X-Host",
        "Proxy",
        "Metadata",
        "Metadata-Flavor",
        "X-Aws-Ec2-Metadata-Token",
        "X-Aws-Ec2-Metadata-Token-Ttl-Seconds",
        "X-Google-Metadata-Request",
        "X-Identity-Header",
        "OpenAI-Organization",
        "OpenAI-Project",
        "ChatGPT-Account-Id",
        "Anthropic-Workspace-Id",
        "X-HF-Bill-To",
        "X-Goog-User-Project",
        "X-Portkey-Provider",
        "X-Pass-Anything"
      })
  void anOverrideAMetadataKeyOrAnAccountSelectorPassesOnlyWhereItIsSpelledOut(String name) {
    assertThat(Exchange.under(Policies.allow("*")).send(name + ": v").removed())
        .containsExactly(Map.entry(name, Removal.UNLISTED));
    assertThat(Exchange.under(Policies.allow(name)).send(name + ": v").fields())
        .containsExactly(name + ": v");
  }

  @ParameterizedTest
  @CsvSource({
    "Host",
    "Content-Length",
    "Transfer-Encoding",
    "Connection",
    "Keep-Alive",
    "Proxy-Connection",
    "TE",
    "Trailer",
    "Upgrade",
    "Expect",
    "HTTP2-Settings",
    "Proxy-Authenticate",
    "Proxy-Authentication-Info",
    "Sec-WebSocket-Key",
    "Sec-WebSocket-Protocol",
    "Sec-WebSocket-Version",
    "Sec-WebSocket-Extensions"
  })
  void whatFramesAHopIsTheTransports(String name) {
    assertThat(Exchange.under(Policies.allow("*")).send(name + ": x").removed())
        .containsExactly(Map.entry(name, Removal.TRANSPORT));
  }

  @Test
  void everyBuiltInGroupButMessageNeedsARuleAndLetsItsNamesPass() {
    NameLists.groups()
        .forEach(
            (group, members) ->
                members.forEach(
                    member -> {
                      String line = member.replace("*", "Any") + ": v";
                      assertThat(Exchange.under(Policies.allow(group, "Other")).send(line).fields())
                          .as(group)
                          .containsExactly(line);
                      assertThat(Exchange.under().send(line).fields().isEmpty())
                          .as(group)
                          .isEqualTo(!group.equals("@message"));
                    }));
  }

  @Test
  void theReservedListsVersionIsShown() {
    assertThat(CompiledPolicy.reservedVersion()).isPositive();
  }

  private static List<String> entries(String file) throws IOException {
    return lines(file).stream()
        .filter(line -> !line.isEmpty())
        .filter(
            line -> !line.startsWith("#") && !line.startsWith("[") && !line.startsWith("version "))
        .toList();
  }

  private static List<String> lines(String file) throws IOException {
    return Resources.readLines(
        Resources.getResource(DataFilesTest.class, file), StandardCharsets.UTF_8);
  }
}
