using Streams.Schemas.Events;

namespace Streams.Detections.Matching;

/// <summary>Which stage of an audited request the rules see, so that one request is one event.</summary>
public static class AuditStage
{
    /// <summary>
    /// ResponseStarted of upgrades (exec, attach, port-forward) and watches, else ResponseComplete or Panic; of an API server whose policy leaves out ResponseStarted
    /// always ResponseComplete: late is better than never.
    /// </summary>
    public static bool IsJudged(FieldSet fields, bool isStartOmitted = false)
    {
        var stage = fields.Text(Field.AuditStage);
        if (stage.SequenceEqual("RequestReceived"u8))
        {
            return false;
        }

        var started = IsStart(fields);
        if (started && fields.TryNumber(Field.ResponseStatusCode, out var early) && early == 401)
        {
            return true; // a request refused for its credentials ends here, there is no ResponseComplete
        }

        var allowed = !fields.TryNumber(Field.ResponseStatusCode, out var code) || code < 400;
        var streams = (IsUpgrade(fields) && allowed && code is 101 or 0) || fields.Text(Field.Verb).SequenceEqual("watch"u8);
        return started ? streams : !streams || isStartOmitted;
    }

    /// <summary>Whether the event tells that a request has begun to answer.</summary>
    public static bool IsStart(FieldSet fields) => fields.Text(Field.AuditStage).SequenceEqual("ResponseStarted"u8);

    private static bool IsUpgrade(FieldSet fields)
    {
        var subresource = fields.Text(Field.Subresource);
        return subresource.SequenceEqual("exec"u8) || subresource.SequenceEqual("attach"u8) || subresource.SequenceEqual("portforward"u8);
    }
}
