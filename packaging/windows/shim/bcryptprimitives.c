/* Stands in, under Wine 8 only, for bcryptprimitives.dll, which every Windows 10 has.
 *
 * Qt's reader of PDFs asks it for random numbers and stops the program where it is missing; the same
 * numbers come from SystemFunction036 (RtlGenRandom). Never shipped. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID place, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *place, SIZE_T length)
{
    return SystemFunction036(place, (ULONG)length);
}
