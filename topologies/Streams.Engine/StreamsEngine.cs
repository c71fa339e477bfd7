using Confluent.Kafka;
using Streams.Engine.Admin;
using Streams.Engine.Assignment;
using Streams.Engine.Hosting;
using Streams.Engine.Instances;
using Streams.Engine.Running;
using Streams.Engine.State;
using Streams.Engine.State.Local;
using Streams.Engine.Telemetry;
using Streams.Engine.Topics;

namespace Streams.Engine;

/// <summary>
/// Runs stages, each as a Streamiz application of its own, with Streamiz' defects mended: exactly-once over kill -9,
/// nothing dropped, an end of the process in the place of every half-alive state.
/// </summary>
/// <remarks>Start once, stop once. An anomaly while running ends the process (<see cref="ProcessEnd"/>), with exit code 10.</remarks>
public sealed class StreamsEngine : IAsyncDisposable
{
    private readonly EngineOptions _options;
    private readonly IReadOnlyList<StageDescriptor> _stages;
    private readonly StateDirectory _directory;
    private readonly IAdminClient _admin;
    private readonly ILocalState _local;
    private readonly List<StageInstance> _instances = [];
    private readonly List<TaskStores> _stores = [];
    private readonly List<Task> _watches = [];
    private readonly CancellationTokenSource _stopping = new();
    private Dictionary<string, int>? _prepared;
    private InputClocks _clocks = InputClocks.None;
    private bool _stopped;

    /// <summary>Checks the options, takes the state directory's lock and makes the topologies; no broker is asked yet.</summary>
    /// <exception cref="ArgumentException">The options or stages are wrong; every error is named.</exception>
    /// <exception cref="StateDirectoryInUseException">Another process holds the state directory.</exception>
    public StreamsEngine(EngineOptions options, IReadOnlyList<StageDescriptor> stages)
    {
        var errors = options.Validate().Concat(Check(options, stages)).ToList();
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors));
        }

        _options = options;
        _stages = stages;

        // N15: Streamiz measures the commit interval in local time.
        Environment.SetEnvironmentVariable("TZ", "UTC");
        TimeZoneInfo.ClearCachedData();
        _directory = StateDirectory.Open(options.StateDirectory, options.InstanceName);
        _local = OpenLocalState(options, _directory);
        _admin = AdminFactory.Build(options);
        State = new StateQueries(_stores);
    }

    /// <summary>The name of this process among those with the same application ids.</summary>
    public string InstanceName => _directory.InstanceName;

    /// <summary>Whether every instance has its first assignment and every store of it is restored.</summary>
    public bool Ready => _instances.Count > 0 && _instances.TrueForAll(i => i.State.Assignment.Ready);

    /// <summary>Whether every stream thread polls; what liveness says.</summary>
    public bool Alive => _instances.TrueForAll(i => i.State.Health.IsAlive);

    /// <summary>Questions about the committed state of this process; from the end of <see cref="StartAsync"/> on.</summary>
    public StateQueries State { get; }

    /// <summary>Creates missing topics and changelogs and checks them; where it fails it may be called again. Answers the partition counts.</summary>
    /// <exception cref="StartCheckException">Topics are not as they must be; every error names the mend.</exception>
    /// <exception cref="KafkaException">The brokers do not answer or refuse.</exception>
    public async Task<IReadOnlyDictionary<string, int>> PrepareAsync(CancellationToken cancel = default)
    {
        var counts = await new EngineTopics(_options, _stages, _admin).PrepareAsync(cancel).ConfigureAwait(false);
        var looked = new InputClocks(_options.Embedded ? null : _admin, _stages.SelectMany(s => s.Inputs).ToHashSet(StringComparer.Ordinal));
        await looked.LookAsync().ConfigureAwait(false);
        (_prepared, _clocks) = (counts, looked);
        return counts;
    }

    /// <summary>Prepares, where that has not been done, and starts the stream threads.</summary>
    /// <exception cref="StartCheckException">Topics are not as they must be; every error names the mend.</exception>
    public async Task StartAsync(CancellationToken cancel = default)
    {
        if (_prepared is null)
        {
            await PrepareAsync(cancel).ConfigureAwait(false);
        }

        var counts = _prepared!; // set just now, or before
        foreach (var (reason, count) in _options.Restarts)
        {
            EngineMetrics.Restarts.WithLabels(reason).IncTo(count);
        }

        if (!_options.Embedded)
        {
            _watches.Add(
                new InputGrowth(_admin, counts, _options.ProcessEnd).RunAsync(
                    _stages.SelectMany(s => s.Inputs).ToHashSet(StringComparer.Ordinal),
                    _options.Time,
                    _stopping.Token
                )
            );
        }

        _watches.Add(_clocks.RunAsync(_options.Time, _stopping.Token));
        var ends = new RecordEnds(_options.StateDirectory);
        var failed = new FailedCommits(_options.StateDirectory);
        var topics = new EngineTopics(_options, _stages, _admin);
        var estimate = new RestoreEstimate(_options.StateDirectory);
        foreach (var stage in _stages)
        {
            var longest = _options.MaxPollInterval ?? estimate.For(await topics.ChangelogRecordsAsync(stage, counts).ConfigureAwait(false));
            for (var index = 0; index < stage.Instances; index++)
            {
                var clients = new InstanceClients();
                var stores = new TaskStores(_options, new InstanceIdentity(_options, stage, InstanceName, index, counts), clients, _local)
                {
                    RestoreClock = new RestoreClock(estimate, _options.Time),
                };
                _stores.Add(stores);
                var state = new InstanceState(_options, stores, clients, ends, failed) { MaxPollInterval = longest, Clocks = _clocks };
                var instance = new StageInstance(state, _admin);
                _instances.Add(instance);
                await instance.StartAsync().ConfigureAwait(false);
                _watches.Add(new InstanceWatch(state, _admin).RunAsync(_stopping.Token));
            }
        }

        _watches.Add(new EnginePublisher([.. _instances.Select(i => i.State)], _options.Time).RunAsync(_stopping.Token));
    }

    /// <summary>Waits until <see cref="Ready"/>.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancel = default)
    {
        while (!Ready)
        {
            _options.ProcessEnd.ThrowIfEnded();
            await Task.Delay(20, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Commits what is processed, leaves the groups and closes, within 10 s; else the process ends.</summary>
    public async Task StopAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        await _stopping.CancelAsync().ConfigureAwait(false);
        var all = Task.WhenAll(_instances.Select(i => Task.Run(i.Stop)));
        if (await Task.WhenAny(all, Task.Delay(TimeSpan.FromSeconds(10))).ConfigureAwait(false) != all)
        {
            throw _options.ProcessEnd.Fail("the stages did not stop within 10 s");
        }

        await all.ConfigureAwait(false);
        await Task.WhenAll(_watches).ConfigureAwait(false);
        _admin.Dispose();
        State.Close();
        _local.Dispose();
        _directory.Dispose();
    }

    /// <summary>What each instance does now; any thread, cheap.</summary>
    public IReadOnlyList<InstanceStatus> Status() => [.. _instances.Select(i => InstanceStatus.Of(i.State))];

    /// <summary>The topologies as text and as a Mermaid flow chart.</summary>
    public TopologyDescription Describe() => TopologyDescription.Of(_options, _stages);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static ILocalState OpenLocalState(EngineOptions options, StateDirectory held)
    {
        if ((options.Store ?? (options.Embedded ? StateStore.Memory : StateStore.RocksDb)) == StateStore.Memory)
        {
            return new MemoryState(options.Time);
        }

        try
        {
            var log = options.Logging.CreateLogger("Streams.Engine.State");
            return RocksState.Open(Path.Combine(options.StateDirectory, "rocksdb"), what => Log.Said(log, what));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static IEnumerable<string> Check(EngineOptions options, IReadOnlyList<StageDescriptor> stages)
    {
        if (stages.Select(s => s.Name).Distinct().Count() != stages.Count)
        {
            yield return "stages: two have the same name";
        }

        foreach (var stage in stages)
        {
            if (stage.Inputs.Count == 0 || stage.Inputs.Distinct().Count() != stage.Inputs.Count)
            {
                yield return $"stages.{stage.Name}.Inputs: needs one topic or more, each once";
            }

            if (stage.Instances < 1 || (options.Embedded && stage.Instances > 1))
            {
                yield return $"stages.{stage.Name}.Instances: must be {(options.Embedded ? "1 on the embedded broker" : "at least 1")}";
            }

            if (stage.TickInterval < TimeSpan.FromMilliseconds(10))
            {
                yield return $"stages.{stage.Name}.TickInterval: must be at least 10 ms";
            }
        }
    }
}
