using k8s.Models;
using Streams.Connectors.Kubernetes.Watch;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Connectors.Kubernetes.Tests.Watch;

public sealed class PodFactsTests
{
    private const long Now = 2_000 * Second;
    private const long Second = 1_000_000_000;

    [Fact]
    public void A_running_pod_tells_its_owner_from_its_birth_and_its_address_from_when_its_sandbox_was_ready()
    {
        var pod = Pod();
        pod.Status.PodIP = "10.0.0.7";
        pod.Status.PodIPs = [new V1PodIP { Ip = "10.0.0.7" }, new V1PodIP { Ip = "fd00::7" }];
        pod.Status.Conditions =
        [
            new V1PodCondition
            {
                Type = "PodReadyToStartContainers",
                Status = "True",
                LastTransitionTime = At(1_003),
            },
        ];
        pod.Status.ContainerStatuses =
        [
            new V1ContainerStatus
            {
                ContainerID = "containerd://0123456789abcdef",
                State = new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = At(1_005) } },
            },
        ];

        var facts = PodFacts.Of(pod, new Timestamp(Now)).ToArray();

        Assert.Equal(2, facts.Length);
        Assert.Equal((new Timestamp(1_000 * Second), "web", "node-1", FactRank.Decided), (facts[0].ValidFrom, facts[0].Owner, facts[0].Node, facts[0].Rank));
        Assert.Equal(new Timestamp(1_003 * Second), facts[1].ValidFrom);
        Assert.Equal(["10.0.0.7", "fd00::7"], facts[1].Ips);
        Assert.Equal(["0123456789abcdef"], facts[1].ContainerIds);
    }

    [Fact]
    public void A_pod_that_shares_its_nodes_network_has_no_address_of_its_own()
    {
        var pod = Pod();
        pod.Spec.HostNetwork = true;
        pod.Status.PodIP = "192.0.2.1";

        Assert.Empty(Assert.Single(PodFacts.Of(pod, new Timestamp(Now))).Ips);
    }

    [Fact]
    public void A_pod_that_was_asked_to_end_is_expected_to_end_and_a_grace_period_of_a_year_is_bounded()
    {
        var pod = Pod();
        pod.Metadata.DeletionGracePeriodSeconds = 31_536_000;
        pod.Metadata.DeletionTimestamp = At(1_100 + 31_536_000);

        var asked = PodFacts.Of(pod, new Timestamp(Now)).Last();

        Assert.False(asked.Ended);
        Assert.True(asked.EndExpected - asked.ValidFrom <= 7 * 86_400 * Second);
    }

    [Fact]
    public void An_end_is_when_the_last_container_ended_and_now_where_none_says()
    {
        var pod = Pod();
        Assert.Equal((new Timestamp(Now), true), (PodFacts.OfGone(pod, new Timestamp(Now))!.ValidFrom, PodFacts.OfGone(pod, new Timestamp(Now))!.Ended));

        pod.Status.ContainerStatuses = [Ended(1_200), Ended(1_300)];
        Assert.Equal(new Timestamp(1_300 * Second), PodFacts.OfGone(pod, new Timestamp(Now))!.ValidFrom);

        pod.Status.Phase = "Succeeded";
        Assert.Equal(
            (new Timestamp(1_300 * Second), true),
            (PodFacts.Of(pod, new Timestamp(Now)).Last().ValidFrom, PodFacts.Of(pod, new Timestamp(Now)).Last().Ended)
        );
    }

    [Fact]
    public void Facts_of_one_second_have_keys_of_their_own()
    {
        var pod = Pod();
        pod.Status.PodIP = "10.0.0.7";
        pod.Status.Phase = "Failed";
        pod.Status.ContainerStatuses = [Ended(1_000)];
        pod.Status.StartTime = At(1_000);
        pod.Metadata.DeletionTimestamp = At(1_000);

        var keys = PodFacts.Of(pod, new Timestamp(Now)).Select(f => f.Key).ToArray();

        Assert.Equal(4, keys.Distinct().Count());
    }

    [Fact]
    public void A_pod_without_name_or_time_tells_nothing()
    {
        Assert.Empty(PodFacts.Of(new V1Pod(), new Timestamp(Now)));
        Assert.Null(PodFacts.OfGone(new V1Pod(), new Timestamp(Now)));
    }

    private static V1Pod Pod() =>
        new()
        {
            Metadata = new V1ObjectMeta
            {
                Name = "web-7887448d46-xk24x",
                NamespaceProperty = "shop",
                Uid = "6e78e2c7-abac-4a33-8424-ba33680373e1",
                CreationTimestamp = At(1_000),
                OwnerReferences =
                [
                    new V1OwnerReference
                    {
                        Kind = "ReplicaSet",
                        Name = "web-7887448d46",
                        Controller = true,
                    },
                ],
            },
            Spec = new V1PodSpec { NodeName = "node-1" },
            Status = new V1PodStatus { Phase = "Running" },
        };

    private static V1ContainerStatus Ended(int at) =>
        new() { State = new V1ContainerState { Terminated = new V1ContainerStateTerminated { FinishedAt = At(at) } } };

    private static DateTime At(int second) => DateTime.UnixEpoch.AddSeconds(second);
}
