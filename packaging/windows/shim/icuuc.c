/* Stands in, under Wine 8 and 10 only, for icuuc.dll, which every Windows 10 from 1703 on has.
 *
 * Qt 6.10 and newer ask it for converters of old code pages (QStringConverter by name), nothing
 * else. Each opening fails with U_FILE_ACCESS_ERROR, so Qt says that it does not know the code page.
 * Never shipped. */
#define SAYS __declspec(dllexport)
#define FILE_ACCESS_ERROR 4

static void fail(int *error) { if (error) *error = FILE_ACCESS_ERROR; }

SAYS void *ucnv_open(const char *name, int *error) { (void)name; fail(error); return 0; }
SAYS void ucnv_close(void *converter) { (void)converter; }
SAYS void ucnv_reset(void *converter) { (void)converter; }
SAYS void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
SAYS void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
SAYS signed char ucnv_getMaxCharSize(void *converter) { (void)converter; return 1; }
SAYS const char *ucnv_getName(void *converter, int *error) { (void)converter; fail(error); return ""; }
SAYS const char *ucnv_getAvailableName(int number) { (void)number; return 0; }
SAYS int ucnv_countAvailable(void) { return 0; }
SAYS const char *ucnv_getStandardName(const char *name, const char *standard, int *error)
{ (void)name; (void)standard; fail(error); return 0; }

/* The rest is never reached, since nothing opens; the names have to be there to load Qt. */
#define NEVER(name) SAYS int name(void) { return 0; }
NEVER(ucnv_getToUCallBack)
NEVER(ucnv_getFromUCallBack)
NEVER(ucnv_setToUCallBack)
NEVER(ucnv_setFromUCallBack)
NEVER(ucnv_cbToUWriteUChars)
NEVER(ucnv_cbFromUWriteUChars)
NEVER(ucnv_toUnicode)
NEVER(ucnv_fromUnicode)
NEVER(ucnv_toUCountPending)
NEVER(ucnv_fromUCountPending)
