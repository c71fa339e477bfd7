using Streams.Schemas.Events;
using Streams.Topologies.Entities;

namespace Streams.Topologies.Normalise;

/// <summary>Tells the process's table how far a partition that teaches entities has been read, and the topic what the table has forgotten by then.</summary>
internal sealed class TaughtEntities(string origin, EntityTable table, INormaliseOutput output)
{
    /// <summary>Everything appended before this time has been taken in.</summary>
    public void Report(Timestamp frontier)
    {
        table.Report(origin, frontier);
        for (var keys = table.ForgetOne(); keys.Count > 0; keys = table.ForgetOne())
        {
            foreach (var key in keys)
            {
                output.Forget(key);
            }
        }
    }
}
