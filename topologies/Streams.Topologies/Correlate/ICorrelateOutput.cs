using Streams.Schemas.Alerts;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate;

/// <summary>Where stage C's results go.</summary>
public interface ICorrelateOutput
{
    /// <summary>An alert: new, changed, final or superseded.</summary>
    void Alert(Alert alert);

    /// <summary>A signal of a correlation that no rule set has had for five minutes.</summary>
    void Unknown(Signal signal);

    /// <summary>An absence rule could not conclude, because nothing proves that the absent source was heard.</summary>
    void Blind(string ruleId);
}
