namespace Streams.Schemas.Avro;

/// <summary>
/// The ids of our schemas in the bytes of every record: those of the registry we serve ourselves, or, where one is configured, the registry's.
/// </summary>
public static class SchemaIds
{
    /// <summary>Events as they were before they named their codes; still read.</summary>
    public static int EventV1 { get; private set; } = 1;

    public static int Event { get; private set; } = 22;

    public static int Signal { get; private set; } = 19;

    /// <summary>Signals as they were before they said why; still read.</summary>
    public static int SignalV2 { get; private set; } = 17;

    /// <summary>Signals as they were before they could stand for several events; still read.</summary>
    public static int SignalV1 { get; private set; } = 2;

    public static int Observations { get; private set; } = 3;

    /// <summary>Alerts as they were before they named their group; still read.</summary>
    public static int AlertV1 { get; private set; } = 4;

    /// <summary>Alerts as they were before there were storms; still read.</summary>
    public static int AlertV2 { get; private set; } = 9;

    /// <summary>Alerts as they were before they said why; still read.</summary>
    public static int AlertV3 { get; private set; } = 18;

    /// <summary>Alerts as they were before they named their codes; still read.</summary>
    public static int AlertV4 { get; private set; } = 20;

    public static int Alert { get; private set; } = 21;

    public static int Entity { get; private set; } = 10;

    /// <summary>Entity facts as they were before they had a rank; still read.</summary>
    public static int EntityV1 { get; private set; } = 5;

    /// <summary>Feature vectors as they were before they named their set's hash.</summary>
    public static int FeatureVectorV1 { get; private set; } = 6;

    public static int FeatureVector { get; private set; } = 11;

    public static int Watermark { get; private set; } = 7;

    public static int RuleSet { get; private set; } = 8;

    /// <summary>Behaviours as they were before they named the rules that told of them; still read.</summary>
    public static int BehavioursV1 { get; private set; } = 12;

    public static int Behaviours { get; private set; } = 23;

    public static int Model { get; private set; } = 13;

    public static int ModelAction { get; private set; } = 14;

    public static int ModelScore { get; private set; } = 15;

    /// <summary>Labels as they were before they named entities; still read.</summary>
    public static int LabelV1 { get; private set; } = 16;

    public static int Label { get; private set; } = 24;

    /// <summary>Whether they are a registry's.</summary>
    public static bool AreOfRegistry { get; private set; }

    /// <summary>The highest of them: what a later version adds lies above.</summary>
    public static int Newest { get; private set; } = 24;

    /// <summary>Takes a registry's ids, by the schema files' names. Once, before the first record is written.</summary>
    /// <exception cref="KeyNotFoundException">An id is missing.</exception>
    public static void Use(IReadOnlyDictionary<string, int> ids)
    {
        EventV1 = ids["event_1"];
        Event = ids["event"];
        Signal = ids["signal"];
        SignalV1 = ids["signal_1"];
        SignalV2 = ids["signal_2"];
        Observations = ids["observations"];
        AlertV1 = ids["alert_1"];
        AlertV2 = ids["alert_2"];
        AlertV3 = ids["alert_3"];
        AlertV4 = ids["alert_4"];
        Alert = ids["alert"];
        Entity = ids["entity"];
        EntityV1 = ids["entity_1"];
        FeatureVectorV1 = ids["feature_vector_1"];
        FeatureVector = ids["feature_vector"];
        Watermark = ids["watermark"];
        RuleSet = ids["rule_set"];
        BehavioursV1 = ids["behaviours_1"];
        Behaviours = ids["behaviours"];
        Model = ids["model"];
        ModelAction = ids["model_action"];
        ModelScore = ids["model_score"];
        LabelV1 = ids["label_1"];
        Label = ids["label"];
        (Newest, AreOfRegistry) = (ids.Values.Max(), true);
    }
}
