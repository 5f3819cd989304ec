package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.io.Resources;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.letterhead.cli.config.Setting;
import io.letterhead.cli.serving.Reading;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests are well-formed, fit together, and hold a policy and a config that serve. */
class KubernetesExampleTest {

  private static final String ETC = "/etc/letterhead";

  @TempDir Path folder;

  @Test
  void everyObjectIsValidByTheSchema() throws Exception {
    assertThat(KubernetesManifests.objects()).hasSize(8);
    for (JsonNode object : KubernetesManifests.objects()) {
      assertThat(schema().validate(object)).as(object.at("/kind").asText()).isEmpty();
    }
  }

  @Test
  void theSchemaRefusesWhatIsMisspeltMissingOrOfAnotherType() throws Exception {
    JsonNode service = KubernetesManifests.one("Service", "letterhead");
    ObjectNode misspelt = service.deepCopy();
    ((ObjectNode) misspelt.get("spec")).put("selectors", "x");
    ObjectNode missing = service.deepCopy();
    missing.remove("metadata");
    ObjectNode typed = service.deepCopy();
    ((ObjectNode) typed.at("/spec/ports/0")).put("port", "80");
    ObjectNode older = service.deepCopy();
    older.put("apiVersion", "v1beta1");

    assertThat(List.of(misspelt, missing, typed, older))
        .allSatisfy(bad -> assertThat(schema().validate(bad)).isNotEmpty());
  }

  @Test
  void thePageAppliesEveryFile() throws Exception {
    String page = KubernetesManifests.page();

    assertThat(KubernetesManifests.files())
        .allSatisfy(file -> assertThat(page).containsPattern("kubectl apply[^\n]* -f " + file));
  }

  @Test
  void everyMountIsOfAVolumeAndEveryVolumeOfSomethingThatIsThere() throws Exception {
    for (JsonNode deployment : KubernetesManifests.all("Deployment")) {
      JsonNode pod = deployment.at("/spec/template/spec");
      assertThat(KubernetesManifests.texts(pod.at("/containers/0/volumeMounts"), "/name"))
          .isEqualTo(KubernetesManifests.texts(pod.at("/volumes"), "/name"));
      for (JsonNode volume : pod.at("/volumes")) {
        if (volume.has("configMap")) {
          KubernetesManifests.one("ConfigMap", volume.at("/configMap/name").asText());
        }
        if (volume.has("secret")) {
          assertThat(volume.at("/secret/secretName").asText())
              .isEqualTo(KubernetesManifests.secret().group(1));
        }
      }
    }
  }

  @Test
  void mountsAreOfWholeFoldersSoThatChangesArrive() throws Exception {
    assertThat(KubernetesManifests.objects())
        .noneMatch(object -> object.toString().contains("subPath"));
  }

  @Test
  void everySelectorSelectsThePodsThatAreMeantAndPortsHaveNames() throws Exception {
    for (JsonNode deployment : KubernetesManifests.all("Deployment")) {
      JsonNode labels = deployment.at("/spec/template/metadata/labels");
      String name = deployment.at("/metadata/name").asText();
      JsonNode ports = deployment.at("/spec/template/spec/containers/0/ports");
      JsonNode service = KubernetesManifests.one("Service", name);

      assertThat(deployment.at("/spec/selector/matchLabels")).isEqualTo(labels);
      assertThat(service.at("/spec/selector")).isEqualTo(labels);
      assertThat(KubernetesManifests.texts(ports, "/name"))
          .containsAll(KubernetesManifests.texts(service.at("/spec/ports"), "/targetPort"));
      assertThat(KubernetesManifests.one("NetworkPolicy", name).at("/spec/podSelector/matchLabels"))
          .isEqualTo(labels);
    }
    JsonNode gateway = KubernetesManifests.one("Deployment", "letterhead");
    JsonNode budget = KubernetesManifests.one("PodDisruptionBudget", "letterhead");
    assertThat(budget.at("/spec/selector")).isEqualTo(gateway.at("/spec/selector"));
    assertThat(budget.at("/spec/minAvailable").asInt())
        .isLessThan(gateway.at("/spec/replicas").asInt());
  }

  @Test
  void theProbesAskTheAdminPortThatTheConfigNames() throws Exception {
    JsonNode container = container();
    int admin = port(container, "admin");
    assertThat(config()).contains("admin: { listen: 0.0.0.0:" + admin + " }");
    assertThat(config()).contains("listen: 0.0.0.0:" + port(container, "http") + "\n");
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertThat(container.at("/" + probe + "/httpGet/port").asText()).isEqualTo("admin");
    }
    assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health");
    assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/ready");
  }

  @Test
  void thePodOutlivesTheDrain() throws Exception {
    int drain =
        Pattern.compile("drain: ([0-9]+)s")
            .matcher(config())
            .results()
            .mapToInt(match -> Integer.parseInt(match.group(1)))
            .sum();
    int before = Integer.parseInt(container().at("/lifecycle/preStop/exec/command/1").asText());

    assertThat(
            KubernetesManifests.one("Deployment", "letterhead")
                .at("/spec/template/spec/terminationGracePeriodSeconds")
                .asInt())
        .isGreaterThan(before + drain);
  }

  @Test
  void theNetworkPolicyOpensWhatThePolicyAndTheConfigName() throws Exception {
    JsonNode open = KubernetesManifests.one("NetworkPolicy", "letterhead").at("/spec");
    URI origin = address("origin: (\\S+)", policy());
    URI redis = address("redis: \"(\\S+)\"", config());
    JsonNode service = KubernetesManifests.one("Service", String.valueOf(redis.getHost()));

    assertThat(service.at("/spec/ports/0/port").asInt()).isEqualTo(redis.getPort());
    assertThat(ports(open.at("/egress"))).contains(origin.getPort(), redis.getPort(), 53);
    assertThat(ports(open.at("/ingress")))
        .containsExactlyInAnyOrder(port(container(), "http"), port(container(), "admin"));
    assertThat(open.at("/egress/1/to/0/podSelector/matchLabels"))
        .isEqualTo(service.at("/spec/selector"));
  }

  @Test
  void thePolicyAndTheConfigOfTheConfigMapServe() throws Exception {
    JsonNode mounts = container().at("/volumeMounts");
    List<String> arguments = new java.util.ArrayList<>();
    container().at("/args").forEach(argument -> arguments.add(argument.asText()));
    assertThat(Letterhead.commandLine().parseArgs(arguments.toArray(new String[0])).hasSubcommand())
        .isTrue();
    assertThat(KubernetesManifests.texts(mounts, "/mountPath"))
        .contains(ETC + "/config", ETC + "/secrets");
    assertThat(arguments).contains(ETC + "/config/letterhead.yaml", ETC + "/config/gateway.yaml");
    ExampleFolder.lay(policy(), config(), folder, Map.of(ETC, folder.toString()));
    ExampleFolder.secret(folder, KubernetesManifests.secret().group(2), "the-token-of-vllm");

    Reading reading = FolderGateway.read(folder, Map.of(Setting.LISTEN, "0.0.0.0:8080"));

    assertThat(reading.text()).isEmpty();
    assertThat(reading.revision().orElseThrow().policy().unusable()).isEmpty();
    assertThat(reading.files()).contains(folder.resolve("secrets/vllm-token"));
    assertThat(Files.exists(folder.resolve("gateway.yaml"))).isTrue();
  }

  private static String policy() throws Exception {
    return data("letterhead.yaml");
  }

  private static String config() throws Exception {
    return data("gateway.yaml");
  }

  private static String data(String key) throws Exception {
    return KubernetesManifests.one("ConfigMap", "letterhead").get("data").get(key).asText();
  }

  private static JsonNode container() throws Exception {
    return KubernetesManifests.one("Deployment", "letterhead")
        .at("/spec/template/spec/containers/0");
  }

  private static int port(JsonNode container, String name) {
    for (JsonNode port : container.at("/ports")) {
      if (port.at("/name").asText().equals(name)) {
        return port.at("/containerPort").asInt();
      }
    }
    throw new AssertionError("there is no port " + name);
  }

  private static Set<Integer> ports(JsonNode rules) {
    Set<Integer> ports = new TreeSet<>();
    rules.forEach(rule -> rule.at("/ports").forEach(port -> ports.add(port.at("/port").asInt())));
    return ports;
  }

  private static URI address(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> URI.create(match.group(1)))
        .findFirst()
        .orElseThrow();
  }

  private static JsonSchema schema() throws Exception {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Resources.toString(Resources.getResource("schemas/kubernetes.json"), UTF_8));
  }
}
