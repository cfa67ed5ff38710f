package serai.formats.caliper;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.DataTypeTransformer;
import serai.formats.Format;
import serai.formats.RecordsTransformer;
import serai.settings.ContextClock;

/** The data type {@code caliper:envelope}: {@link CaliperEnvelope} with {@link CaliperSettings}. */
@DataTypeTransformer(name = "caliper:envelope", description = "Learning records as events of Caliper 1.2 in one envelope")
public final class CaliperEnvelopeTransformer extends RecordsTransformer {

    @Override
    protected Format format(CamelContext context) {
        return new CaliperEnvelope(CaliperSettings.of(context), ContextClock.of(context));
    }
}
