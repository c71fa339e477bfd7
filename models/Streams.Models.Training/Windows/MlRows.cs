using Microsoft.ML;
using Microsoft.ML.Data;

namespace Streams.Models.Training.Windows;

/// <summary>Rows as ML.NET reads them.</summary>
internal static class MlRows
{
    /// <summary>A view of rows.</summary>
    public static IDataView View(MLContext context, float[][] rows, bool[] attacks)
    {
        var schema = SchemaDefinition.Create(typeof(MlRow));
        schema[nameof(MlRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Length);
        return context.Data.LoadFromEnumerable(rows.Select((features, i) => new MlRow { Features = features, Label = attacks[i] }), schema);
    }
}
