package org.collapselab.helm.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.collapselab.helm.render.Chart;
import org.collapselab.helm.render.Manifest;
import org.collapselab.helm.render.ValueSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check finds fault with an object that is broken in its way. */
class ChecksTest {
  private static final Check REFERENCES = new References(ValueSet.PRODUCTION.given());

  /** An object of the production set, changed. */
  private record Broken(Check check, String title, Consumer<ObjectNode> change, String problem) {
    @Override
    public String toString() {
      return check.getClass().getSimpleName() + ": " + problem;
    }
  }

  private static Broken broken(
      Check check, String title, String pointer, Consumer<ObjectNode> change, String problem) {
    return new Broken(check, title, tree -> change.accept((ObjectNode) tree.at(pointer)), problem);
  }

  static List<Arguments> broken() {
    String trainer = "Deployment lab-collapse-lab-trainer";
    String evaluator = "Deployment lab-collapse-lab-evaluator";
    String pod = "/spec/template/spec";
    String container = pod + "/containers/0";
    List<Broken> broken =
        List.of(
            // A field that is not there, misspelt, or of another type.
            broken(
                new KnownFields(),
                trainer,
                container,
                it -> it.put("imagePullPolice", "Always"),
                "Unrecognized field \"imagePullPolice\""),
            broken(
                new KnownFields(),
                trainer,
                "/spec",
                it -> it.put("replicas", "many"),
                "\"many\": not a valid"),
            broken(
                new KnownFields(),
                "KafkaTopic collapse.image.generated.v1",
                "/spec",
                it -> it.put("partition", 3),
                "Unrecognized field \"partition\""),
            broken(
                new KnownFields(),
                "KafkaUser lab-collapse-lab-trainer",
                "/spec/authorization/acls/0",
                it -> it.put("operation_", "Read"),
                "Unrecognized field \"operation_\""),
            broken(
                new KnownFields(),
                "PodMonitor lab-collapse-lab-trainer",
                "/spec",
                it -> it.put("endpoints", "x"),
                "Unrecognized field \"endpoints\""),
            broken(
                new KnownFields(),
                "PrometheusRule lab-collapse-lab",
                "/spec/groups/0/rules/0",
                it -> it.put("expression", "1"),
                "Unrecognized field \"expression\""),
            broken(
                new KnownFields(),
                "HTTPRoute lab-collapse-lab-evaluator",
                "/spec/rules/0",
                it -> it.put("backends", "x"),
                "Unrecognized field \"backends\""),
            broken(
                new KnownFields(),
                "ScaledObject lab-collapse-lab-generator",
                "/spec",
                it -> it.put("maxReplicas", 3),
                "property 'maxReplicas'"),
            broken(
                new KnownFields(),
                "ScaledObject lab-collapse-lab-generator",
                "/spec/triggers/0/metadata",
                it -> it.put("lagThreshhold", "3"),
                "property 'lagThreshhold'"),
            broken(
                new KnownFields(),
                "ScaledObject lab-collapse-lab-trainer",
                "/spec/triggers/0/metadata",
                it -> it.remove("query"),
                "required property 'query'"),
            broken(
                new KnownFields(),
                "TriggerAuthentication lab-collapse-lab-trainer-rows",
                "/spec/secretTargetRef/0",
                it -> it.put("parameter", "user"),
                "does not have a value in the enumeration"),
            broken(
                new KnownFields(),
                "Cluster lab-collapse-lab-db",
                "/spec/storage",
                it -> it.put("sise", "1Gi"),
                "property 'sise'"),
            broken(
                new KnownFields(),
                "ScheduledBackup lab-collapse-lab-db",
                "/spec",
                it -> it.put("schedule", "0 3 * * *"),
                "schedule"),
            broken(
                new KnownFields(),
                "ExternalSecret lab-collapse-lab-store",
                "/spec/secretStoreRef",
                it -> it.remove("name"),
                "required property 'name'"),
            broken(
                new KnownFields(),
                trainer,
                "",
                it -> it.put("apiVersion", "apps/v1beta1"),
                "no type is known"),
            // Names and labels.
            broken(
                new Identity(), trainer, "/metadata", it -> it.put("name", "Trainer"), "DNS name"),
            broken(
                new Identity(),
                trainer,
                "/metadata",
                it -> it.put("name", "lab-collapse-lab-evaluator"),
                "is there twice"),
            broken(
                new Identity(), trainer, "/metadata", it -> it.put("namespace", "x"), "namespace"),
            broken(
                new Identity(),
                trainer,
                "/metadata/labels",
                it -> it.put("version", "1 beta"),
                "label version"),
            // References.
            broken(
                REFERENCES,
                trainer,
                container + "/env/3/valueFrom/secretKeyRef",
                it -> it.put("key", "jaas"),
                "has no key 'jaas'"),
            broken(
                REFERENCES,
                trainer,
                container + "/env/3/valueFrom/secretKeyRef",
                it -> it.put("name", "nowhere"),
                "there is no Secret 'nowhere'"),
            broken(
                REFERENCES,
                trainer,
                pod,
                it -> it.put("serviceAccountName", "nobody"),
                "there is no ServiceAccount"),
            broken(
                REFERENCES,
                trainer,
                pod,
                it -> it.put("priorityClassName", "none"),
                "there is no PriorityClass"),
            broken(
                REFERENCES,
                trainer,
                container + "/volumeMounts/0",
                it -> it.put("name", "none"),
                "which is no volume"),
            broken(
                REFERENCES,
                trainer,
                container + "/env/1",
                it -> it.put("name", "KAFKA_BOOTSTRAP_SERVERS"),
                "sets KAFKA_BOOTSTRAP_SERVERS twice"),
            broken(
                REFERENCES,
                trainer,
                container + "/livenessProbe/httpGet",
                it -> it.put("port", "web"),
                "livenessProbe asks at port"),
            broken(
                REFERENCES,
                evaluator,
                container + "/ports/0",
                it -> it.put("name", "web").put("containerPort", 1),
                "has no port"),
            broken(
                REFERENCES,
                evaluator,
                "/spec/selector/matchLabels",
                it -> it.put("app.kubernetes.io/component", "x"),
                "does not select its own pods"),
            broken(
                REFERENCES,
                "Service lab-collapse-lab-evaluator",
                "/spec/selector",
                it -> it.put("app.kubernetes.io/component", "x"),
                "selects no pods"),
            broken(
                REFERENCES,
                "HTTPRoute lab-collapse-lab-evaluator",
                "/spec/rules/0/backendRefs/0",
                it -> it.put("port", 81),
                "has no port 81"),
            broken(
                REFERENCES,
                "PodDisruptionBudget lab-collapse-lab-trainer",
                "/spec/selector/matchLabels",
                it -> it.put("app.kubernetes.io/component", "x"),
                "selects no pods"),
            broken(
                REFERENCES,
                "PodMonitor lab-collapse-lab-trainer",
                "/spec/podMetricsEndpoints/0",
                it -> it.put("port", "metrics"),
                "has no such port"),
            broken(
                REFERENCES,
                "ScaledObject lab-collapse-lab-trainer",
                "/spec/scaleTargetRef",
                it -> it.put("name", "trainer"),
                "there is no Deployment"),
            broken(
                REFERENCES,
                "ScaledObject lab-collapse-lab-trainer",
                "/spec/triggers/0/authenticationRef",
                it -> it.put("name", "none"),
                "there is no TriggerAuthentication"),
            broken(
                REFERENCES,
                "TriggerAuthentication lab-collapse-lab-trainer-rows",
                "/spec/secretTargetRef/0",
                it -> it.put("key", "user"),
                "has no key 'user'"),
            broken(
                REFERENCES,
                "Cluster lab-collapse-lab-db",
                "/spec/managed/roles/0/passwordSecret",
                it -> it.put("name", "none"),
                "there is no Secret 'none'"),
            broken(
                REFERENCES,
                "ScheduledBackup lab-collapse-lab-db",
                "/spec/cluster",
                it -> it.put("name", "none"),
                "there is no Cluster 'none'"),
            // Images.
            broken(
                new PinnedImages(),
                trainer,
                container,
                it -> it.put("image", "ghcr.io/collapse-lab/trainer-service"),
                "expected registry/name with a tag"),
            broken(
                new PinnedImages(),
                trainer,
                container,
                it -> it.put("image", "ghcr.io/collapse-lab/trainer-service:latest"),
                "expected registry/name with a tag"),
            broken(
                new PinnedImages(),
                trainer,
                container,
                it -> it.put("image", "trainer-service:1.0"),
                "expected registry/name with a tag"),
            // Resources.
            broken(
                new SetResources(),
                trainer,
                container + "/resources/limits",
                it -> it.remove("memory"),
                "resources.limits.memory is not set"),
            broken(
                new SetResources(),
                trainer,
                container + "/resources/requests",
                it -> it.put("memory", "1Ti"),
                "requests more memory than its limit"),
            broken(
                new SetResources(),
                trainer,
                container + "/resources/requests",
                it -> it.remove("nvidia.com/gpu"),
                "nvidia.com/gpu is not requested as limited"),
            broken(
                new SetResources(),
                trainer,
                pod + "/volumes/0/emptyDir",
                ObjectNode::removeAll,
                "has no size limit"),
            // Security.
            broken(
                new RestrictedPods(),
                trainer,
                container + "/securityContext",
                it -> it.put("readOnlyRootFilesystem", false),
                "securityContext.readOnlyRootFilesystem is 'false'"),
            broken(
                new RestrictedPods(),
                trainer,
                container + "/securityContext/capabilities",
                it -> it.putArray("add").add("SYS_ADMIN"),
                "adds capabilities"),
            broken(
                new RestrictedPods(),
                trainer,
                container + "/securityContext",
                it -> it.remove("seccompProfile"),
                "seccompProfile"),
            broken(
                new RestrictedPods(),
                trainer,
                pod + "/securityContext",
                it -> it.put("runAsUser", 0),
                "user that is not root"),
            broken(
                new RestrictedPods(),
                trainer,
                pod,
                it -> it.put("hostNetwork", true),
                "hostNetwork"),
            broken(
                new RestrictedPods(),
                trainer,
                pod,
                it -> it.put("automountServiceAccountToken", true),
                "automountServiceAccountToken is 'true'"),
            broken(
                new RestrictedPods(),
                trainer,
                pod + "/volumes/0",
                it -> it.putObject("hostPath").put("path", "/"),
                "volume of type hostPath"),
            broken(
                new RestrictedPods(),
                trainer,
                container + "/ports/0",
                it -> it.put("hostPort", 80),
                "port of the node"),
            // Network.
            broken(
                new ClosedNetwork(),
                "NetworkPolicy lab-collapse-lab-to-kafka",
                "/metadata",
                it -> it.remove("annotations"),
                "gives no reason"),
            broken(
                new ClosedNetwork(),
                "NetworkPolicy lab-collapse-lab-to-kafka",
                "/spec/egress/0",
                it -> it.remove("ports"),
                "opens every port"),
            broken(
                new ClosedNetwork(),
                "NetworkPolicy lab-collapse-lab-deny",
                "/spec",
                it -> it.putArray("ingress").addObject().putArray("ports").addObject(),
                "no policy shuts its pods"),
            // Work that would be lost.
            broken(
                new KeptWork(),
                trainer,
                pod,
                it -> it.put("terminationGracePeriodSeconds", 30),
                "is killed after 30 s"),
            broken(new KeptWork(), trainer, "/spec", it -> it.put("replicas", 1), "KEDA is to set"),
            broken(
                new KeptWork(),
                "ScaledObject lab-collapse-lab-generator",
                "/spec/triggers/0/metadata",
                it -> it.put("offsetResetPolicy", "latest"),
                "passes over lag"),
            broken(
                new KeptWork(),
                "ScaledObject lab-collapse-lab-generator",
                "/spec",
                it -> it.put("minReplicaCount", 99),
                "more than the most"),
            broken(
                new KeptWork(),
                "PodDisruptionBudget lab-collapse-lab-trainer",
                "/spec",
                it -> it.put("minAvailable", 1),
                "keeps a node from being drained"));
    return broken.stream().map(Arguments::of).toList();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void shouldFindFaultWithABrokenObject(Broken broken) {
    // Given a release with nothing wrong
    List<Manifest> manifests = copies();
    assertThat(broken.check().problems(manifests)).isEmpty();
    ObjectNode tree =
        (ObjectNode)
            manifests.stream()
                .filter(manifest -> manifest.title().equals(broken.title()))
                .findFirst()
                .orElseThrow()
                .tree();
    // When
    broken.change().accept(tree);
    // Then
    assertThat(broken.check().problems(manifests))
        .anyMatch(problem -> problem.contains(broken.problem()));
  }

  @ParameterizedTest
  @MethodSource("withoutGiven")
  void shouldMissWhatTheClusterWasToHave(String secret) {
    // When
    List<String> problems = new References(Set.of()).problems(copies());
    // Then
    assertThat(problems)
        .anyMatch(problem -> problem.endsWith("there is no Secret '" + secret + "'"));
  }

  static Set<String> withoutGiven() {
    return ValueSet.PRODUCTION.given();
  }

  private static List<Manifest> copies() {
    List<Manifest> copies = new ArrayList<>();
    for (Manifest manifest : Chart.with(ValueSet.PRODUCTION).manifests()) {
      copies.add(new Manifest(manifest.tree().deepCopy()));
    }
    return copies;
  }
}
