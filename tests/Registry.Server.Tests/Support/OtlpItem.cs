namespace Registry.Server.Tests.Support;

/// <summary>A metric or a span that a collector was sent, by the numbers of https://github.com/open-telemetry/opentelemetry-proto (v1).</summary>
/// <param name="Resource">The attributes of what sent it.</param>
/// <param name="Scope">The meter, or the source of spans.</param>
/// <param name="Message">The metric or the span.</param>
internal sealed record OtlpItem(IReadOnlyDictionary<string, string> Resource, string Scope, ProtobufMessage Message)
{
    /// <summary>The name, if it is a metric.</summary>
    public string Metric => Message.One(1).Text;

    /// <summary>The name, if it is a span.</summary>
    public string Span => Message.One(5).Text;

    /// <summary>The attributes, if it is a span.</summary>
    public IReadOnlyDictionary<string, string> SpanAttributes => Attributes(Message.All(9));

    /// <summary>The points of a sum: the attributes of each.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string>> Sums => Points(7).Select(point => Attributes(point.All(7)));

    /// <summary>The whole numbers of a gauge.</summary>
    public IEnumerable<long> Gauges => Points(5).SelectMany(point => point.All(6)).Select(value => value.Number);

    /// <summary>What an ExportMetricsServiceRequest or an ExportTraceServiceRequest holds; the two are alike down to the items.</summary>
    public static IEnumerable<OtlpItem> Read(byte[] request) =>
        from resource in new ProtobufMessage(request).All(1)
        let attributes = Attributes(resource.One(1).All(1))
        from scope in resource.All(2)
        from item in scope.All(2)
        select new OtlpItem(attributes, scope.One(1).One(1).Text, item);

    private IEnumerable<ProtobufMessage> Points(int kind) => Message.All(kind).SelectMany(data => data.All(1));

    // A value of another kind than text is not looked at.
    private static Dictionary<string, string> Attributes(IEnumerable<ProtobufMessage> attributes) =>
        attributes.ToDictionary(attribute => attribute.One(1).Text, attribute => attribute.One(2).All(1).SingleOrDefault()?.Text ?? "", StringComparer.Ordinal);
}
