using System.Text.Json;
using System.Text.Json.Nodes;

namespace Registry.Cli.Output;

/// <summary>Documents as JSON. What is not asked for as JSON does not pass here, and so does not load what writes it.</summary>
internal static class Json
{
    public static string Of(ActiveDocument document) => JsonSerializer.Serialize(document, CliJson.Default.ActiveDocument);

    public static string Of(DoctorDocument document) => JsonSerializer.Serialize(document, CliJson.Default.DoctorDocument);

    public static string Of(DownloadDocument document) => JsonSerializer.Serialize(document, CliJson.Default.DownloadDocument);

    public static string Of(EmitDocument document) => JsonSerializer.Serialize(document, CliJson.Default.EmitDocument);

    public static string Of(EntityDocument document) => JsonSerializer.Serialize(document, CliJson.Default.EntityDocument);

    public static string Of(FlushDocument document) => JsonSerializer.Serialize(document, CliJson.Default.FlushDocument);

    public static string Of(ImportDocument document) => JsonSerializer.Serialize(document, CliJson.Default.ImportDocument);

    public static string Of(InitDocument document) => JsonSerializer.Serialize(document, CliJson.Default.InitDocument);

    public static string Of(ListDocument document) => JsonSerializer.Serialize(document, CliJson.Default.ListDocument);

    public static string Of(LogDocument document) => JsonSerializer.Serialize(document, CliJson.Default.LogDocument);

    public static string Of(MoveDocument document) => JsonSerializer.Serialize(document, CliJson.Default.MoveDocument);

    public static string Of(ProposalDocument document) => JsonSerializer.Serialize(document, CliJson.Default.ProposalDocument);

    public static string Of(ReconcileDocument document) => JsonSerializer.Serialize(document, CliJson.Default.ReconcileDocument);

    public static string Of(ChannelsDocument document) => JsonSerializer.Serialize(document, CliJson.Default.ChannelsDocument);

    public static string Of(RecordDocument document) => JsonSerializer.Serialize(document, CliJson.Default.RecordDocument);

    public static string Of(StatusDocument document) => JsonSerializer.Serialize(document, CliJson.Default.StatusDocument);

    public static string Of(NewTokenDocument document) => JsonSerializer.Serialize(document, CliJson.Default.NewTokenDocument);

    public static string Of(TokensDocument document) => JsonSerializer.Serialize(document, CliJson.Default.TokensDocument);

    public static string Of(TokenDeletionDocument document) => JsonSerializer.Serialize(document, CliJson.Default.TokenDeletionDocument);

    public static string Of(VersionsDocument document) => JsonSerializer.Serialize(document, CliJson.Default.VersionsDocument);

    public static string Of(JsonObject document) => JsonSerializer.Serialize(document, CliJson.Default.JsonObject);
}
