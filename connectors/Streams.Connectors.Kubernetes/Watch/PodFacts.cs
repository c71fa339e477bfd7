using k8s.Models;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Connectors.Kubernetes.Watch;

/// <summary>What a pod, as the API server stores it, tells of itself. Its times are those of the cluster: when it was made, when its sandbox was ready, when its containers ended.</summary>
public static class PodFacts
{
    private const string SandboxReady = "PodReadyToStartContainers";

    /// <summary>
    /// The facts of a pod that is there, each at a time of its own (the cluster's clock counts seconds, a fact's key is its time); none of a pod without name, namespace or time.
    /// </summary>
    /// <param name="pod">The pod.</param>
    /// <param name="now">When it was heard of, for what has no time of its own.</param>
    public static IEnumerable<EntityFact> Of(V1Pod pod, Timestamp now)
    {
        if (Named(pod) is not { } named || TimeOf(pod.Metadata.CreationTimestamp) is not { } made)
        {
            yield break;
        }

        yield return named with
        {
            ValidFrom = made,
        };
        var report = ReportOf(pod);
        if (report.Addresses.Count > 0 || report.ContainerIds.Count > 0)
        {
            yield return named with
            {
                ValidFrom = Timestamp.Max(made + 1, ReadySince(pod) ?? now),
                Ips = report.Addresses,
                ContainerIds = report.ContainerIds,
            };
        }

        if (TimeOf(pod.Metadata.DeletionTimestamp) is { } end)
        {
            // A grace period is the client's to choose.
            var grace = PodReport.GraceSeconds(pod.Metadata.DeletionGracePeriodSeconds);
            var asked = Timestamp.Max(made + 2, end - (Math.Clamp(pod.Metadata.DeletionGracePeriodSeconds ?? 0, 0, grace) * Timestamp.Second));
            yield return named with
            {
                ValidFrom = asked,
                EndExpected = asked + (grace * Timestamp.Second),
            };
        }

        if (report.HasEnded)
        {
            yield return EndOf(pod, named, now);
        }
    }

    /// <summary>The fact of a pod that is gone; null of a pod without name or namespace.</summary>
    public static EntityFact? OfGone(V1Pod pod, Timestamp now) => Named(pod) is { } named ? EndOf(pod, named, now) : null;

    private static EntityFact EndOf(V1Pod pod, EntityFact named, Timestamp now) =>
        named with
        {
            ValidFrom = Timestamp.Max((TimeOf(pod.Metadata.CreationTimestamp) ?? default) + 3, LastEnd(pod) ?? now),
            Ended = true,
        };

    private static EntityFact? Named(V1Pod pod) =>
        pod.Metadata is { Name.Length: > 0, NamespaceProperty.Length: > 0 } meta
            ? new EntityFact
            {
                ValidFrom = default,
                Rank = FactRank.Decided,
                Namespace = meta.NamespaceProperty,
                Pod = meta.Name,
                PodUid = meta.Uid,
                Node = string.IsNullOrEmpty(pod.Spec?.NodeName) ? null : pod.Spec.NodeName,
                Owner = meta.OwnerReferences?.FirstOrDefault(o => o.Controller == true) is { } owner ? OwnerName.Of(owner.Kind, owner.Name) : null,
            }
            : null;

    private static PodReport ReportOf(V1Pod pod)
    {
        var report = new PodReport();
        report.Spec(pod.Spec?.HostNetwork == true);
        report.Status(pod.Status?.Phase, pod.Status?.HostIP, pod.Status?.PodIP);
        foreach (var address in pod.Status?.PodIPs ?? [])
        {
            report.Address(address.Ip);
        }

        foreach (var container in Statuses(pod))
        {
            report.Container(container.ContainerID);
        }

        return report;
    }

    private static IEnumerable<V1ContainerStatus> Statuses(V1Pod pod) => pod.Status?.ContainerStatuses ?? [];

    /// <summary>When its network and its sandbox were there: told since Kubernetes 1.29, else when its first container began.</summary>
    private static Timestamp? ReadySince(V1Pod pod) =>
        TimeOf(pod.Status.Conditions?.FirstOrDefault(c => c.Type == SandboxReady && c.Status == "True")?.LastTransitionTime)
        ?? Statuses(pod).Min(s => TimeOf(s.State?.Running?.StartedAt ?? s.State?.Terminated?.StartedAt))
        ?? TimeOf(pod.Status.StartTime);

    /// <summary>When its last container ended; null while one runs, and where none ever ran.</summary>
    private static Timestamp? LastEnd(V1Pod pod) =>
        Statuses(pod).All(s => s.State?.Terminated?.FinishedAt is not null) ? Statuses(pod).Max(s => TimeOf(s.State.Terminated.FinishedAt)) : null;

    private static Timestamp? TimeOf(DateTime? time) => time is { } t ? Timestamp.From(t.ToUniversalTime()) : null;
}
