using Streams.Engine.Hosting;
using Streams.Engine.Topics;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Schemas.Avro;
using Streams.Topologies.Binding;

namespace Streams.Host.Running;

/// <summary>
/// What to do where this build has met what a later version wrote. While other processes do the work it takes no part (processes are rolled, and its turn comes);
/// where nobody does, the program was taken back, and the start is refused with what to do.
/// </summary>
internal sealed class LaterVersion(KafkaOptions kafka, StateOptions state, string program)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly string[] Stages = [StageOrder.Normalise, StageOrder.Observe, StageOrder.Correlate];

    /// <summary>Tells this build by what reads and keeps records.</summary>
    public static string Program { get; } = $"{typeof(LaterForm).Module.ModuleVersionId:N}{typeof(TopicNames).Module.ModuleVersionId:N}";

    /// <summary>Answers where the start may go on.</summary>
    /// <exception cref="StartCheckException">Others do the work.</exception>
    /// <exception cref="EnvironmentException">Nobody does.</exception>
    /// <exception cref="Confluent.Kafka.KafkaException">The brokers do not answer.</exception>
    public Task<bool> PassedAsync()
    {
        var met = new MetLater(state.Directory);
        if (met.Read(program) is not { } reason)
        {
            return Task.FromResult(true);
        }

        using var admin = KafkaClients.Admin(kafka);
        var others = admin.ListGroups(Patience).Where(g => IsStage(g.Group)).SelectMany(g => g.Members).Count(m => !IsMine(m.ClientId));
        if (others > 0)
        {
            throw new StartCheckException([$"{reason}; until then this process takes no part, others do its work"], mayPass: true);
        }

        met.Forget(); // who starts it once more has it try again
        throw new EnvironmentException(reason);
    }

    private bool IsStage(string group) => Array.Exists(Stages, s => group == $"{kafka.ApplicationPrefix}-{s}");

    private bool IsMine(string client) =>
        Array.Exists(Stages, s => client.StartsWith($"{kafka.ApplicationPrefix}-{s}-{Instance()}-", StringComparison.Ordinal));

    private string Instance()
    {
        var kept = Path.Combine(state.Directory, "instance");
        return state.Instance.Length > 0 || !File.Exists(kept) ? state.Instance : File.ReadAllText(kept).Trim();
    }
}
