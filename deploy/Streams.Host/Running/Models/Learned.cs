using Streams.Models.Registry;
using Streams.Topologies.Observe.Habits;

namespace Streams.Host.Running.Models;

/// <summary>What people have taught, as the stages follow it.</summary>
/// <param name="Windows">The models over windows of features.</param>
/// <param name="Labels">What was said of alerts.</param>
internal sealed record Learned(ModelRegistry Windows, LabelRegistry Labels);
