package serai.formats;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.DataTypeTransformer;
import serai.settings.ContextClock;

/** {@code caliper:envelope}: {@link CaliperEnvelope}, with the settings of {@link CaliperSettings}. */
@DataTypeTransformer(name = "caliper:envelope", description = "Learning records as events of Caliper 1.2 in one envelope")
public final class CaliperEnvelopeTransformer extends RecordsTransformer {

    @Override
    Format format(CamelContext context) {
        return new CaliperEnvelope(CaliperSettings.of(context), ContextClock.of(context));
    }
}
