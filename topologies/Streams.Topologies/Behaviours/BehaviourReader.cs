using Streams.Schemas.Behaviours;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Entities;

namespace Streams.Topologies.Behaviours;

/// <summary>What an event says of the habits of its entities: every event of an entity, whether or not any rule wants it.</summary>
internal sealed class BehaviourReader(EntityTable table)
{
    private const int MaxValue = 256;

    /// <summary>Adds what the event says.</summary>
    /// <param name="parsed">The event.</param>
    /// <param name="entities">Its entities, to keep.</param>
    /// <param name="evidence">The event as evidence.</param>
    /// <param name="behaviours">What is added to.</param>
    public void Read(ParsedEvent parsed, EntitySet entities, Evidence evidence, List<Behaviour> behaviours)
    {
        switch (parsed.Type)
        {
            case EventType.Request or EventType.Exec:
                Acts(parsed, entities, evidence, behaviours);
                break;
            case EventType.Query:
                Question(parsed, entities, evidence, behaviours);
                break;
            case EventType.Flow or EventType.Network:
                Flow(parsed, entities, evidence, behaviours);
                break;
            case EventType.Process:
                Program(parsed, entities, evidence, behaviours);
                break;
        }
    }

    private static void Acts(ParsedEvent parsed, EntitySet entities, Evidence evidence, List<Behaviour> behaviours)
    {
        if (entities[EntityKind.Principal] is not { } principal || ApiAct.Of(parsed.Fields, parsed.IsStartOmitted) is not { } act)
        {
            return;
        }

        var fields = parsed.Fields;
        var isAccount = ApiAct.IsServiceAccount(principal, out var home);
        var traits = act.IsRefused ? BehaviourTraits.Refused : BehaviourTraits.None;
        traits |= !principal.StartsWith("system:", StringComparison.Ordinal) ? BehaviourTraits.Person : BehaviourTraits.None;
        traits |= isAccount && act.Namespace is { Length: > 0 } && act.Namespace == home ? BehaviourTraits.Own : BehaviourTraits.None;
        var made = Make((int)act.Class, principal, act.Value, entities, evidence, parsed) with
        {
            Act = act.Kind,
            Traits = traits,
            Detail = entities[EntityKind.SourceIp],
            Workload = fields.Text(Field.Resource).SequenceEqual("pods"u8) ? null : entities[EntityKind.Workload],
        };
        behaviours.Add(made);
        if (fields.String(Field.ImpersonatedPrincipal) is { Length: > 0 } other)
        {
            behaviours.Add(made with { Class = (int)HabitClass.Token, Act = "impersonate", Value = Cut($"impersonate {other}") });
        }

        if (RollOutReader.Of(parsed) is { } rollOut)
        {
            behaviours.Add(Make(Behaviour.RollOut, rollOut.Workload, rollOut.Containers, entities, evidence, parsed));
        }
    }

    private static void Question(ParsedEvent parsed, EntitySet entities, Evidence evidence, List<Behaviour> behaviours)
    {
        if (
            entities[EntityKind.Workload] is not { } workload
            || entities[EntityKind.Domain] is not { } domain
            || domain.EndsWith("arpa", StringComparison.OrdinalIgnoreCase)
        )
        {
            return;
        }

        var fields = parsed.Fields;
        var @class = fields.Text(Field.ResponseCode).SequenceEqual("NXDOMAIN"u8) ? HabitClass.Missing : HabitClass.Answered;
        behaviours.Add(
            Make((int)@class, workload, domain.ToLowerInvariant(), entities, evidence, parsed) with
            {
                Detail = Cut($"{fields.String(Field.QuestionType)} {fields.String(Field.QuestionName)}"),
                Workload = workload,
            }
        );
    }

    private void Flow(ParsedEvent parsed, EntitySet entities, Evidence evidence, List<Behaviour> behaviours)
    {
        if (
            entities[EntityKind.Workload] is not { } workload
            || entities[EntityKind.Direction] is not ("outbound" or "internal")
            || entities[EntityKind.DestinationIp] is not { } ip
        )
        {
            return;
        }

        var isOutside = entities[EntityKind.Direction] == "outbound";
        if (parsed.Source == EventSource.Ebpf && !isOutside)
        {
            return; // the sensor sees a service's address, the packet filter the pod behind it: the same destination would have two names
        }

        var isDenied = parsed.Fields.Text(Field.EventAction).SequenceEqual("denied"u8);
        var @class =
            isDenied ? HabitClass.Denied
            : isOutside ? HabitClass.Outside
            : HabitClass.Inside;
        var name = isOutside ? ip : table.FindLast(ip, evidence.Time)?.WorkloadAt(evidence.Time) ?? ip;
        var port = parsed.Fields.String(Field.DestinationPort);
        var value = port is null ? name : $"{name}:{port}";
        behaviours.Add(
            Make((int)@class, workload, isDenied ? $"denied {value}" : value, entities, evidence, parsed) with
            {
                Detail = parsed.Fields.String(Field.SourcePort),
                Workload = workload,
            }
        );
    }

    private static void Program(ParsedEvent parsed, EntitySet entities, Evidence evidence, List<Behaviour> behaviours)
    {
        if (entities[EntityKind.Workload] is not { } workload || parsed.Fields.String(Field.ProcessName) is not { } program)
        {
            return;
        }

        behaviours.Add(
            Make((int)HabitClass.Program, workload, $"{parsed.Fields.String(Field.ProcessParentName)}>{program}", entities, evidence, parsed) with
            {
                Workload = workload,
            }
        );
    }

    private static Behaviour Make(int @class, string entity, string value, EntitySet entities, Evidence evidence, ParsedEvent parsed) =>
        new()
        {
            Class = @class,
            Cluster = entities[EntityKind.Cluster] ?? "",
            Entity = Cut(entity),
            Value = Cut(value),
            Entities = entities,
            Evidence = evidence,
            TimeSource = parsed.TimeSource,
        };

    private static string Cut(string text) => text.Length <= MaxValue ? text : text[..MaxValue];
}
